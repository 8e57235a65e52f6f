// SPDX-License-Identifier: Apache-2.0
// If this fails, a KTX2 file of some kind that the library writes is not what ktx-parse takes it for, or `validate`
// finds fault with it.
// Environment: WRITE_SAMPLES and ASTCSLANG, the programs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { checkKtx2, footprints, levelBlocks } from './check_ktx2.mjs';

const folder = 'library_files';
const namePattern = /^(\d+)_(\d+)x(\d+)_layers(\d+)_faces(\d+)_levels(\d+)_(\w+)_premultiplied(\d)\.ktx2$/;

function expectedOf(name) {
    const [, ...parts] = name.match(namePattern);
    const [vkFormat, width, height, layers, faces, levels] = parts.slice(0, 6).map(Number);
    return {
        footprint: footprints[(vkFormat - 157) >> 1], isSrgb: vkFormat % 2 === 0, primaries: 1,
        width, height, layers, faces, levels, scheme: parts[6], isPremultiplied: parts[7] === '1',
        keyValue: {
            KTXorientation: 'rd', KTXswizzle: 'ra01', KTXwriter: 'a writer', KTXwriterScParams: '--some option',
            extra: Uint8Array.of(1, 2, 3),
        },
    };
}

const parse = (name) => checkKtx2(new Uint8Array(readFileSync(`${folder}/${name}`)), expectedOf(name));

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
execFileSync(process.env.WRITE_SAMPLES, [folder]);
const names = readdirSync(folder);
assert.equal(names.length, 14 * 2 * 6 * 3);
for (const name of names) {
    try {
        const file = parse(name);
        const plain = parse(name.replace(/zstd|zlib/, 'none'));
        file.levels.forEach((_, level) => {
            assert.ok(Buffer.from(levelBlocks(file, level)).equals(levelBlocks(plain, level)), `level ${level}`);
        });
    } catch (error) {
        console.error(`${name}: ${error.message}`);
        process.exit(1);
    }
}
const line = ['validate', '--warnings-as-errors', '--quiet', ...names];
execFileSync(process.env.ASTCSLANG, line, { cwd: folder, stdio: 'inherit' });
console.log(`${names.length} files`);
