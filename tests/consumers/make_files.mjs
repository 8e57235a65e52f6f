// SPDX-License-Identifier: Apache-2.0
// Makes textures of every kind with the command, into command_files/, and command_files/files.json, which tells of each
// what a reader has to find in it.
// Environment: ASTCSLANG, the command; IMAGES, the folder of test pictures.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { footprints } from './check_ktx2.mjs';

const folder = 'command_files';
const picture = `${process.env.IMAGES}/rgba/ldr-rgba-00.png`;
const others = Array.from({ length: 12 }, (_, index) => `${process.env.IMAGES}/rgb/ldr-rgb-${String(index % 11).padStart(2, '0')}.png`);
const files = [];

function run(args) {
    execFileSync(process.env.ASTCSLANG, [...args, '--quiet'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
}

/// What is not said is the usual: one opaque or transparent picture of 53x38, 4x4, sRGB.
function add(name, facts) {
    const usual = {
        footprint: [4, 4], isSrgb: true, width: 53, height: 38, layers: 0, faces: 1, levels: 1, scheme: 'none',
        isPremultiplied: false,
    };
    files.push({ name, ...usual, ...facts, keyValue: { KTXorientation: 'rd', ...facts.keyValue } });
}

function encode(name, pictures, args, facts) {
    const { footprint = [4, 4], isSrgb = true, width = 53, height = 38 } = facts;
    run([...pictures.flatMap((input) => ['-i', input]), '-o', `${name}.ktx2`, '-q', 'fastest', '-b', footprint.join('x'),
        isSrgb ? '--srgb' : '--linear', '--resize', `${width}x${height}`, ...args]);
    add(name, facts);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const footprint of footprints) {
    for (const isSrgb of [true, false]) {
        const name = `${footprint.join('x')}_${isSrgb ? 'srgb' : 'linear'}`;
        encode(name, [picture], ['--generate-mipmap'], { footprint, isSrgb, levels: 6 });
        if (footprint[0] !== footprint[1] || footprint[0] > 6 || footprint[0] === 5) continue;
        const square = { footprint, isSrgb, width: 40, height: 40, levels: 6 };
        encode(`${name}_zstd`, [picture], ['--generate-mipmap', '--zstd=19'], { footprint, isSrgb, levels: 6, scheme: 'zstd' });
        encode(`${name}_cube`, others.slice(0, 6), ['--cubemap', '--generate-mipmap'], { ...square, faces: 6 });
        encode(`${name}_cube_zstd`, others.slice(6), ['--cubemap', '--zstd'], { ...square, faces: 6, levels: 1, scheme: 'zstd' });
        encode(`${name}_array`, others.slice(0, 3), ['--layers', '3', '--generate-mipmap', '--zlib'],
            { ...square, layers: 3, scheme: 'zlib' });
    }
}
encode('cube_array', others, ['--cubemap', '--layers', '2', '--generate-mipmap', '--levels', '3'],
    { width: 40, height: 40, layers: 2, faces: 6, levels: 3 });
encode('zlib', [picture], ['--zlib=9'], { scheme: 'zlib' });
encode('dot', [picture], ['--generate-mipmap'], { width: 1, height: 1 });
encode('array_of_one', [picture], ['--layers', '1'], { layers: 1 });
encode('premultiplied', [picture], ['--premultiplied'], { isPremultiplied: true });
encode('two_channels', [picture], ['--input-swizzle', 'rrrg'], { isSrgb: false, keyValue: { KTXswizzle: 'ra01' } });

run(['wrap', '8x8_srgb.ktx2', 'wrapped_zstd.ktx2', '--zstd']);
add('wrapped_zstd', { footprint: [8, 8], levels: 6, scheme: 'zstd' });
run(['wrap', 'wrapped_zstd.ktx2', 'wrapped_zlib.ktx2', '--zlib']);
add('wrapped_zlib', { footprint: [8, 8], levels: 6, scheme: 'zlib' });
run(['wrap', '4x4_linear_array.ktx2', 'unpacked.ktx2']);
add('unpacked', { isSrgb: false, width: 40, height: 40, layers: 3, levels: 6 });
run(['wrap', 'zlib.ktx2', 'picture.astc']);
run(['wrap', 'picture.astc', 'from_astc.ktx2', '--linear']);
add('from_astc', { isSrgb: false });
writeFileSync(`${folder}/files.json`, JSON.stringify(files, null, 1));
console.log(`${files.length} files`);
