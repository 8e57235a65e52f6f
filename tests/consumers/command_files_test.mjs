// SPDX-License-Identifier: Apache-2.0
// If this fails, a KTX2 file that the command makes is not what ktx-parse takes it for, `validate` finds fault with it,
// or `wrap` changes blocks.
// Environment: ASTCSLANG, the command.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { checkKtx2, levelBlocks } from './check_ktx2.mjs';

const folder = 'command_files';
const files = JSON.parse(readFileSync(`${folder}/files.json`));
const parsed = new Map();
for (const expected of files) {
    try {
        parsed.set(expected.name, checkKtx2(new Uint8Array(readFileSync(`${folder}/${expected.name}.ktx2`)), expected));
        assert.match(parsed.get(expected.name).keyValue.KTXwriter, /^astcslang \d/);
    } catch (error) {
        console.error(`${expected.name}: ${error.message}`);
        process.exit(1);
    }
}

const blocksOf = (name) => parsed.get(name).levels.map((_, level) => Buffer.from(levelBlocks(parsed.get(name), level)));
for (const [a, b] of [['8x8_srgb', 'wrapped_zstd'], ['8x8_srgb', 'wrapped_zlib'], ['4x4_linear_array', 'unpacked'],
    ['zlib', 'from_astc'], ['4x4_srgb', 'wrapped_foreign']]) {
    assert.deepEqual(blocksOf(a), blocksOf(b), `${b} has other blocks than ${a}`);
}
assert.ok(readFileSync(`${folder}/picture_linear.astc`).subarray(16).equals(blocksOf('zlib')[0]));

const astcNames = readdirSync(folder).filter((name) => name.endsWith('.astc'));
const names = [...files.map(({ name }) => `${name}.ktx2`), ...astcNames];
const line = ['validate', '--warnings-as-errors', '--quiet', ...names];
execFileSync(process.env.ASTCSLANG, line, { cwd: folder, stdio: 'inherit' });
console.log(`${names.length} files`);
