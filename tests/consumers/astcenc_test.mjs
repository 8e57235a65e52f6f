// SPDX-License-Identifier: Apache-2.0
// If this fails, a picture of a texture that the command made is decoded otherwise by astcenc than by `decode`. The
// blocks reach astcenc by ktx-parse and other unpackers, so that no reader of ours is between.
// Environment: ASTCSLANG and ASTCENC, the commands.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { read } from 'ktx-parse';
import { levelBlocks, pictureBytes } from './check_ktx2.mjs';
import { decodedPictures, readPng } from './pictures.mjs';

function decodeByAstcenc(input, isSrgb) {
    const output = 'astcenc.png';
    rmSync(output, { force: true });
    const form = isSrgb ? '-ds' : '-dl';
    execFileSync(process.env.ASTCENC, [form, input, output], { stdio: ['ignore', 'ignore', 'inherit'] });
    return readPng(output);
}

function decodeBlocksByAstcenc(blocks, { width, height }, { footprint, isSrgb }) {
    const sides = [width, height, 1].flatMap((side) => [side & 255, side >> 8, 0]);
    const header = Buffer.from([0x13, 0xAB, 0xA1, 0x5C, ...footprint, 1, ...sides]);
    writeFileSync('astcenc.astc', Buffer.concat([header, blocks]));
    return decodeByAstcenc('astcenc.astc', isSrgb);
}

/// -ds decodes colours exactly, but widens alpha like a colour; -dl goes through half floats before astcenc 5. Either
/// may be off by 1.
function checkSame(theirs, ours, isSrgb, place) {
    assert.deepEqual([theirs.width, theirs.height], [ours.width, ours.height], place);
    for (let i = 0; i < ours.rgba.length; ++i) {
        const allowed = isSrgb && i % 4 < 3 ? 0 : 1;
        assert.ok(Math.abs(theirs.rgba[i] - ours.rgba[i]) <= allowed,
            `${place}: sample ${i} is ${ours.rgba[i]}, to astcenc ${theirs.rgba[i]}`);
    }
}

if (!process.env.ASTCENC) {
    console.log('skipped: astcenc is not installed');
    process.exit(0);
}
const files = JSON.parse(readFileSync('command_files/files.json'));
let count = 0;
for (const file of files) {
    const parsed = read(new Uint8Array(readFileSync(`command_files/${file.name}.ktx2`)));
    for (const ours of decodedPictures(file)) {
        const bytes = pictureBytes(file, ours.level);
        const start = bytes * (ours.layer * file.faces + ours.face);
        const blocks = levelBlocks(parsed, ours.level).subarray(start, start + bytes);
        checkSame(decodeBlocksByAstcenc(blocks, ours, file), ours, file.isSrgb,
            `${file.name}, level ${ours.level}, layer ${ours.layer}, face ${ours.face}`);
        ++count;
    }
}
const astcNames = readdirSync('command_files').filter((name) => name.endsWith('.astc'));
for (const name of astcNames) {
    const isSrgb = !name.endsWith('_linear.astc');
    const line = ['decode', '--as-stored', '-i', `command_files/${name}`, '-o', 'decoded.png',
        isSrgb ? '--srgb' : '--linear'];
    execFileSync(process.env.ASTCSLANG, [...line, '--quiet']);
    checkSame(decodeByAstcenc(`command_files/${name}`, isSrgb), readPng('decoded.png'), isSrgb, name);
    ++count;
}
assert.ok(astcNames.length >= 3);
console.log(`${count} pictures of ${files.length + astcNames.length} files`);
