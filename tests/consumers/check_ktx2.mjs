// SPDX-License-Identifier: Apache-2.0
// A KTX2 file as ktx-parse reads it, against what it has to say.
import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { read } from 'ktx-parse';
import { ZSTDDecoder } from 'three/addons/libs/zstddec.module.js';

/// Of VkFormat 157 and 158, 159 and 160, ...
export const footprints = [[4, 4], [5, 4], [5, 5], [6, 5], [6, 6], [8, 5], [8, 6], [8, 8], [10, 5], [10, 6], [10, 8],
    [10, 10], [12, 10], [12, 12]];
const schemes = { none: 0, zstd: 2, zlib: 3 };
const zstd = new ZSTDDecoder();
await zstd.init();

export const vkFormatOf = (footprint, isSrgb) =>
    157 + 2 * footprints.findIndex(([w, h]) => w === footprint[0] && h === footprint[1]) + Number(isSrgb);
export const sideOf = (texels, level) => Math.max(1, texels >> level);

/// Bytes of the blocks of one picture of a level.
export function pictureBytes({ footprint, width, height }, level) {
    return 16 * Math.ceil(sideOf(width, level) / footprint[0]) * Math.ceil(sideOf(height, level) / footprint[1]);
}

/// The blocks of a level, unpacked.
export function levelBlocks(file, level) {
    const { levelData, uncompressedByteLength } = file.levels[level];
    if (file.supercompressionScheme === schemes.zstd) return zstd.decode(levelData, uncompressedByteLength);
    return file.supercompressionScheme === schemes.zlib ? inflateSync(levelData) : levelData;
}

/// `expected`: footprint, isSrgb, primaries, width, height, layers, faces, levels, scheme, isPremultiplied;
/// keyValue has those entries that must be there, as they must be, bytes also as a text of Latin-1.
export function checkKtx2(bytes, expected) {
    const file = read(bytes);
    assert.equal(file.vkFormat, vkFormatOf(expected.footprint, expected.isSrgb));
    assert.equal(file.typeSize, 1);
    assert.deepEqual([file.pixelWidth, file.pixelHeight, file.pixelDepth], [expected.width, expected.height, 0]);
    assert.deepEqual([file.layerCount, file.faceCount, file.levelCount],
        [expected.layers, expected.faces, expected.levels]);
    assert.equal(file.supercompressionScheme, schemes[expected.scheme]);
    assert.equal(file.globalData, null);

    assert.equal(file.dataFormatDescriptor.length, 1);
    const descriptor = file.dataFormatDescriptor[0];
    assert.equal(descriptor.colorModel, 162); // KHR_DF_MODEL_ASTC
    assert.equal(descriptor.colorPrimaries, expected.primaries);
    assert.equal(descriptor.transferFunction, expected.isSrgb ? 2 : 1);
    assert.equal(descriptor.flags, Number(expected.isPremultiplied));
    assert.deepEqual([...descriptor.texelBlockDimension], [expected.footprint[0] - 1, expected.footprint[1] - 1, 0, 0]);
    assert.deepEqual([...descriptor.bytesPlane], [16, 0, 0, 0, 0, 0, 0, 0]);
    assert.equal(descriptor.samples.length, 1);

    const keys = Object.keys(file.keyValue);
    assert.deepEqual(keys, [...keys].sort());
    for (const [key, value] of Object.entries(expected.keyValue)) {
        const read = file.keyValue[key];
        const isTextOfBytes = typeof value === 'string' && read instanceof Uint8Array;
        assert.deepEqual(isTextOfBytes ? Buffer.from(read).toString('latin1') : read, value, key);
    }

    file.levels.forEach((level, index) => {
        const length = pictureBytes(expected, index) * Math.max(1, expected.layers) * expected.faces;
        assert.equal(level.uncompressedByteLength, length);
        assert.equal(levelBlocks(file, index).length, length);
    });
    return file;
}
