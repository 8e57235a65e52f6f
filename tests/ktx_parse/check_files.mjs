// SPDX-License-Identifier: Apache-2.0
// Reads the files that write_ktx2_samples made by ktx-parse, and compares what it finds with their names.
// Usage: node check_files.mjs FOLDER
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { read } from 'ktx-parse';

const footprints = [[4, 4], [5, 4], [5, 5], [6, 5], [6, 6], [8, 5], [8, 6], [8, 8], [10, 5], [10, 6], [10, 8],
    [10, 10], [12, 10], [12, 12]]; // of VkFormat 157 and 158, 159 and 160, ...
const schemes = { none: 0, zstd: 2, zlib: 3 };
const namePattern = /^(\d+)_(\d+)x(\d+)_layers(\d+)_faces(\d+)_levels(\d+)_(\w+)_premultiplied(\d)\.ktx2$/;

function check(name, file, plainFile) {
    const [, ...parts] = name.match(namePattern);
    const [vkFormat, width, height, layers, faces, levels] = parts.slice(0, 6).map(Number);
    const [scheme, premultiplied] = parts.slice(6);
    assert.equal(file.vkFormat, vkFormat);
    assert.equal(file.typeSize, 1);
    assert.deepEqual([file.pixelWidth, file.pixelHeight, file.pixelDepth], [width, height, 0]);
    assert.deepEqual([file.layerCount, file.faceCount, file.levelCount], [layers, faces, levels]);
    assert.equal(file.supercompressionScheme, schemes[scheme]);
    assert.equal(file.globalData, null);

    const [blockWidth, blockHeight] = footprints[(vkFormat - 157) >> 1];
    assert.equal(file.dataFormatDescriptor.length, 1);
    const descriptor = file.dataFormatDescriptor[0];
    assert.equal(descriptor.colorModel, 162);
    assert.equal(descriptor.colorPrimaries, 1);
    assert.equal(descriptor.transferFunction, vkFormat % 2 === 0 ? 2 : 1);
    assert.equal(descriptor.flags, Number(premultiplied));
    assert.deepEqual([...descriptor.texelBlockDimension], [blockWidth - 1, blockHeight - 1, 0, 0]);
    assert.deepEqual([...descriptor.bytesPlane], [16, 0, 0, 0, 0, 0, 0, 0]);
    assert.equal(descriptor.samples.length, 1);

    assert.deepEqual(Object.keys(file.keyValue), ['KTXorientation', 'KTXswizzle', 'KTXwriter', 'KTXwriterScParams',
        'extra']);
    assert.equal(file.keyValue.KTXorientation, 'rd');
    assert.equal(file.keyValue.KTXswizzle, 'ra01');
    assert.equal(file.keyValue.KTXwriter, 'a writer');
    assert.equal(file.keyValue.KTXwriterScParams, '--some option');
    assert.deepEqual([...file.keyValue.extra], [1, 2, 3]);

    file.levels.forEach((level, index) => {
        const side = (texels, block) => Math.ceil(Math.max(1, texels >> index) / block);
        const bytes = 16 * side(width, blockWidth) * side(height, blockHeight) * Math.max(1, layers) * faces;
        assert.equal(level.uncompressedByteLength, bytes);
        const plain = Buffer.from(plainFile.levels[index].levelData);
        assert.equal(plain.length, bytes);
        if (scheme === 'zlib') assert.ok(inflateSync(level.levelData).equals(plain));
        if (scheme === 'zstd') assert.equal(Buffer.from(level.levelData).readUInt32LE(0), 0xFD2FB528);
    });
}

const folder = process.argv[2];
const parse = (name) => read(new Uint8Array(readFileSync(`${folder}/${name}`)));
const names = readdirSync(folder);
assert.equal(names.length, 14 * 2 * 6 * 3);
for (const name of names) {
    try {
        check(name, parse(name), parse(name.replace(/zstd|zlib/, 'none')));
    } catch (error) {
        console.error(`${name}: ${error.message}`);
        process.exit(1);
    }
}
console.log(`${names.length} files`);
