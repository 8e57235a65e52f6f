// SPDX-License-Identifier: Apache-2.0
// Pictures that `decode` and astcenc write, as texels.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { sideOf } from './check_ktx2.mjs';

/// Undoes PNG's filters (PNG specification, 9.2); `bytes` has a filter byte before each row.
function unfilter(bytes, height, rowBytes, pixelBytes) {
    const rows = Buffer.alloc(height * rowBytes);
    for (let y = 0; y < height; ++y) {
        const filter = bytes[y * (rowBytes + 1)];
        for (let x = 0; x < rowBytes; ++x) {
            const left = x < pixelBytes ? 0 : rows[y * rowBytes + x - pixelBytes];
            const up = y === 0 ? 0 : rows[(y - 1) * rowBytes + x];
            const upLeft = x < pixelBytes || y === 0 ? 0 : rows[(y - 1) * rowBytes + x - pixelBytes];
            const distances = [up - upLeft, left - upLeft, left + up - 2 * upLeft].map(Math.abs);
            const nearest = distances[0] <= distances[1] && distances[0] <= distances[2] ? left
                : distances[1] <= distances[2] ? up : upLeft;
            const predicted = [0, left, up, (left + up) >> 1, nearest][filter];
            rows[y * rowBytes + x] = bytes[y * (rowBytes + 1) + 1 + x] + predicted;
        }
    }
    return rows;
}

/// An 8-bit PNG without palette and interlacing as { width, height, rgba }.
export function readPng(path) {
    const file = readFileSync(path);
    const data = [];
    for (let place = 8; place < file.length; place += 12 + file.readUInt32BE(place)) {
        if (file.toString('latin1', place + 4, place + 8) === 'IDAT')
            data.push(file.subarray(place + 8, place + 8 + file.readUInt32BE(place)));
    }
    const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
    const channels = { 0: 1, 2: 3, 4: 2, 6: 4 }[file[25]];
    if (file[24] !== 8 || !channels || file[28] !== 0) throw new Error(`${path}: a kind of PNG that is not read here`);
    const rows = unfilter(inflateSync(Buffer.concat(data)), height, width * channels, channels);
    const rgba = Buffer.alloc(width * height * 4, 255);
    for (let texel = 0; texel < width * height; ++texel) {
        for (let c = 0; c < 3; ++c) rgba[4 * texel + c] = rows[channels * texel + (channels < 3 ? 0 : c)];
        if (channels % 2 === 0) rgba[4 * texel + 3] = rows[channels * texel + channels - 1];
    }
    return { width, height, rgba };
}

/// Every picture of a file in command_files/, as `decode --as-stored` shows it: level by level, in a level layer by layer, in a
/// layer face by face.
export function decodedPictures({ name, layers, faces, levels, width, height }) {
    const folder = `decoded_${process.pid}`;
    mkdirSync(folder);
    try {
        const line = ['decode', '--all', '--as-stored', '--quiet', '-i', `command_files/${name}.ktx2`, '-o',
            `${folder}/a.png`];
        execFileSync(process.env.ASTCSLANG, line, { stdio: ['ignore', 'inherit', 'inherit'] });
        const part = (word, index, count) => (count > 1 ? `_${word}${index}` : '');
        const pictures = [];
        for (let level = 0; level < levels; ++level) {
            for (let layer = 0; layer < Math.max(1, layers); ++layer) {
                for (let face = 0; face < faces; ++face) {
                    const place = part('level', level, levels) + part('layer', layer, layers)
                        + part('face', face, faces);
                    const picture = readPng(`${folder}/a${place}.png`);
                    if (picture.width !== sideOf(width, level) || picture.height !== sideOf(height, level))
                        throw new Error(`${name}: level ${level} has the wrong size`);
                    pictures.push({ level, layer, face, ...picture });
                }
            }
        }
        return pictures;
    } finally {
        rmSync(folder, { recursive: true });
    }
}
