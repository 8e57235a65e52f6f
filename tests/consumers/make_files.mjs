// SPDX-License-Identifier: Apache-2.0
// Makes textures of every kind with the command, into command_files/, and command_files/files.json, which tells of each
// what a reader has to find in it. Files of .astc are named after the profile to decode them with.
// Environment: ASTCSLANG, the command; IMAGES, the folder of test pictures.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { read, write } from 'ktx-parse';
import { footprints } from './check_ktx2.mjs';

const folder = 'command_files';
const picture = `${process.env.IMAGES}/rgba/ldr-rgba-00.png`;
const normals = `${process.env.IMAGES}/xy/ldr-xy-00.png`;
const others = Array.from({ length: 12 }, (_, index) => {
    const number = String(index % 11).padStart(2, '0');
    return `${process.env.IMAGES}/rgb/ldr-rgb-${number}.png`;
});
const files = [];

function run(args) {
    execFileSync(process.env.ASTCSLANG, [...args, '--quiet'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
}

/// What is not said is the usual: one picture of 53x38, 4x4, sRGB.
function add(name, facts) {
    const usual = {
        footprint: [4, 4], isSrgb: true, width: 53, height: 38, layers: 0, faces: 1, levels: 1, scheme: 'none',
        isPremultiplied: false, primaries: 1, // BT.709, which the pictures' profiles tell
    };
    files.push({ name, ...usual, ...facts, keyValue: { KTXorientation: 'rd', ...facts.keyValue } });
}

function encode(name, pictures, args, facts) {
    const { footprint = [4, 4], isSrgb = true } = facts;
    run([...pictures.flatMap((input) => ['-i', input]), '-o', `${name}.ktx2`, '-q', 'fastest',
        '-b', footprint.join('x'), isSrgb ? '--srgb' : '--linear', ...args]);
    add(name, facts);
}

function encodeResized(name, pictures, args, facts) {
    const { width = 53, height = 38 } = facts;
    encode(name, pictures, ['--resize', `${width}x${height}`, ...args], facts);
}

/// Pictures, mip levels, cube maps, packed and not, in one footprint; arrays in some.
function encodeFootprint(footprint, isSrgb) {
    const name = `${footprint.join('x')}_${isSrgb ? 'srgb' : 'linear'}`;
    const mipmapped = { footprint, isSrgb, levels: 6 }, square = { ...mipmapped, width: 40, height: 40 };
    encodeResized(name, [picture], ['--generate-mipmap'], mipmapped);
    encodeResized(`${name}_zstd`, [picture], ['--generate-mipmap', '--zstd=19'], { ...mipmapped, scheme: 'zstd' });
    encodeResized(`${name}_cube`, others.slice(0, 6), ['--cubemap', '--generate-mipmap'], { ...square, faces: 6 });
    encodeResized(`${name}_cube_zstd`, others.slice(6), ['--cubemap', '--zstd'],
        { ...square, faces: 6, levels: 1, scheme: 'zstd' });
    if (footprint[0] !== footprint[1]) return;
    encodeResized(`${name}_array`, others.slice(0, 3), ['--layers', '3', '--generate-mipmap', '--zlib'],
        { ...square, layers: 3, scheme: 'zlib' });
}

function encodeCubeArrays() {
    for (const scheme of ['none', 'zstd', 'zlib']) {
        const packing = scheme === 'none' ? [] : [`--${scheme}`];
        encodeResized(`cube_array_${scheme}`, others,
            ['--cubemap', '--layers', '2', '--generate-mipmap', '--levels', '3', ...packing],
            { width: 40, height: 40, layers: 2, faces: 6, levels: 3, scheme });
    }
}

/// Options that say something in the file beside its blocks, or make blocks in a way of their own.
function encodeOptions() {
    encodeResized('zlib', [picture], ['--zlib=9'], { scheme: 'zlib' });
    encodeResized('zlib_mipmapped', [picture], ['--generate-mipmap', '--zlib'], { levels: 6, scheme: 'zlib' });
    encodeResized('dot', [picture], ['--generate-mipmap'], { width: 1, height: 1 });
    encodeResized('array_of_one', [picture], ['--layers', '1'], { layers: 1 });
    encodeResized('premultiplied', [picture], ['--premultiplied'], { isPremultiplied: true });
    encodeResized('premultiplied_here', [picture], ['--premultiply-alpha', '--generate-mipmap'],
        { levels: 6, isPremultiplied: true });
    encodeResized('coverage', [picture], ['--generate-mipmap', '--alpha-coverage', '0.5'], { levels: 6 });
    encodeResized('alpha_weighted', [picture], ['--generate-mipmap', '--mipmap-alpha-weighted', '--alpha-radius', '2'],
        { levels: 6 });
    encodeResized('two_channels', [picture], ['--input-swizzle', 'rrrg'],
        { isSrgb: false, keyValue: { KTXswizzle: 'ra01' } });
    encodeResized('sample_swizzle', [picture], ['--sample-swizzle', 'bgr1'], { keyValue: { KTXswizzle: 'bgr1' } });
    encodeResized('normals', [normals], ['--generate-mipmap', '--mipmap-normals'],
        { isSrgb: false, primaries: 0, levels: 6 });
    encodeResized('normals_of_two', [normals], ['--normal-mode', '--generate-mipmap', '--mipmap-normals', '--zstd'],
        { isSrgb: false, primaries: 0, levels: 6, scheme: 'zstd', keyValue: { KTXswizzle: 'ra01' } });
    encodeResized('half_floats', [picture], ['--decode-float16'], { isSrgb: false });
    encodeResized('primaries', [picture], ['--assign-primaries', 'displayp3'], { primaries: 10 });
    encodeResized('upside_down', [picture], ['--yflip'], {});
}
/// Light of 0 to 4 in floats.
function encodeLight() {
    const floats = Float32Array.from({ length: 53 * 38 * 3 }, (_, index) => ((index * 7) % 400) / 100);
    writeFileSync(`${folder}/light.raw`, Buffer.from(floats.buffer));
    const raw = ['--raw-format', 'R32G32B32_SFLOAT', '--width', '53', '--height', '38'];
    for (const isSrgb of [true, false]) {
        encode(`rgbm_${isSrgb ? 'srgb' : 'linear'}`, ['light.raw'], [...raw, '--rgbm', '4', '--generate-mipmap'],
            { isSrgb, primaries: Number(isSrgb), levels: 6, keyValue: { 'astcslang.rgbm': '4\0' } });
    }
}

/// Levels that are pictures of their own, and the lines of other tools.
function encodeByOtherWords() {
    const sides = [0, 1, 2, 3, 4, 5].map((level) => `${Math.max(1, 53 >> level)}x${Math.max(1, 38 >> level)}`);
    sides.forEach((size, level) => {
        run(['-i', others[level], '-o', `level${level}.png`, '-q', 'fastest', '--round-trip', '--resize', size]);
    });
    const levels = sides.map((_, level) => `level${level}.png`);
    encode('own_levels', levels, ['--levels', '6', '--zlib=1'], { levels: 6, scheme: 'zlib' });
    run(['create', '--format', 'ASTC_6x5_SRGB_BLOCK', '--assign-tf', 'srgb', '--generate-mipmap', '--zstd', '5',
        levels[0], 'create.ktx2']);
    add('create', { footprint: [6, 5], levels: 6, scheme: 'zstd' });
    run(['toktx', '--encode', 'astc', '--astc_blk_d', '8x6', '--genmipmap', 'toktx.ktx2', levels[0]]);
    add('toktx', { footprint: [8, 6], levels: 6 });
    run(['-cs', levels[0], 'astcenc_form.ktx2', '10x5', '-fastest']);
    add('astcenc_form', { footprint: [10, 5] });
    run(['-cl', levels[0], 'astcenc_form_linear.astc', '12x10', '-fastest']);
    run(['-i', levels[0], '-o', 'direct_srgb.astc', '-b', '5x4', '-q', 'fastest']);
}

/// Files of other programs: metadata that we do not know stay when a file is packed anew.
function wrapForeignFile() {
    const file = read(new Uint8Array(readFileSync(`${folder}/4x4_srgb.ktx2`)));
    const keyValue = { 'example.bytes': Uint8Array.of(1, 0, 255), 'example.text': Uint8Array.of(0x74, 0) };
    file.keyValue = { KTXorientation: 'rd', KTXwriter: 'another writer', ...keyValue };
    writeFileSync(`${folder}/foreign.ktx2`, write(file));
    run(['wrap', 'foreign.ktx2', 'wrapped_foreign.ktx2', '--zlib']);
    add('wrapped_foreign',
        { levels: 6, scheme: 'zlib', keyValue: { 'example.bytes': '\x01\0\xff', 'example.text': 't\0' } });
}

function wrapFiles() {
    run(['wrap', '8x8_srgb.ktx2', 'wrapped_zstd.ktx2', '--zstd']);
    add('wrapped_zstd', { footprint: [8, 8], levels: 6, scheme: 'zstd' });
    run(['wrap', 'wrapped_zstd.ktx2', 'wrapped_zlib.ktx2', '--zlib']);
    add('wrapped_zlib', { footprint: [8, 8], levels: 6, scheme: 'zlib' });
    run(['wrap', '4x4_linear_array.ktx2', 'unpacked.ktx2']);
    add('unpacked', { isSrgb: false, width: 40, height: 40, layers: 3, levels: 6 });
    run(['wrap', 'zlib.ktx2', 'picture_linear.astc']);
    run(['wrap', 'picture_linear.astc', 'from_astc.ktx2', '--linear']);
    add('from_astc', { isSrgb: false, primaries: 0 });
    wrapForeignFile();
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const footprint of footprints) {
    for (const isSrgb of [true, false]) encodeFootprint(footprint, isSrgb);
}
encodeCubeArrays();
encodeOptions();
encodeLight();
encodeByOtherWords();
wrapFiles();
writeFileSync(`${folder}/files.json`, JSON.stringify(files, null, 1));
console.log(`${files.length} files`);
