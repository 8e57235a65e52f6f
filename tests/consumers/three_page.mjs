// SPDX-License-Identifier: Apache-2.0
// Shows every texture of files.json that three.js can show, each level at its own size, and posts the pixels that were
// drawn. What goes wrong is posted, too.
import * as THREE from 'three';
import { KTX2Loader } from 'three/addons/loaders/KTX2Loader.js';
import { KHR_DF_TRANSFER_SRGB, read } from 'three/addons/libs/ktx-parse.module.js';
import { ZSTDDecoder } from 'three/addons/libs/zstddec.module.js';

const post = (path, body) => fetch(path, { method: 'POST', body });
const renderer = new THREE.WebGLRenderer({ alpha: true, premultipliedAlpha: false, preserveDrawingBuffer: true });
const gl = renderer.getContext();
const loader = new KTX2Loader().detectSupport(renderer);
const zstd = new ZSTDDecoder();
const camera = new THREE.OrthographicCamera(-1, 1, 1, -1, -1, 1);

const isKnownToLoader = ({ footprint: [w, h] }) => w === h && (w === 4 || w === 6);

/// One face's levels, as three.js wants them.
function mipmapsOf(file, levels, face) {
    return levels.map((data, level) => {
        const bytes = data.length / file.faceCount;
        return {
            data: data.subarray(bytes * face, bytes * (face + 1)),
            width: Math.max(1, file.pixelWidth >> level), height: Math.max(1, file.pixelHeight >> level),
        };
    });
}

/// The way for footprints that KTX2Loader does not know.
async function loadByHand(url, { footprint }) {
    const file = read(new Uint8Array(await (await fetch(url)).arrayBuffer()));
    const levels = file.levels.map(({ levelData, uncompressedByteLength }) =>
        (file.supercompressionScheme === 2 ? zstd.decode(levelData, uncompressedByteLength) : levelData));
    const faces = Array.from({ length: file.faceCount }, (_, face) => mipmapsOf(file, levels, face));
    const { pixelWidth: width, pixelHeight: height } = file;
    const format = THREE[`RGBA_ASTC_${footprint.join('x')}_Format`];
    const texture = faces.length === 6
        ? new THREE.CompressedCubeTexture(faces.map((mipmaps) => ({ mipmaps, width, height, format })), format)
        : new THREE.CompressedTexture(faces[0], width, height, format);
    texture.colorSpace = file.dataFormatDescriptor[0].transferFunction === KHR_DF_TRANSFER_SRGB
        ? THREE.SRGBColorSpace : THREE.LinearSRGBColorSpace;
    texture.needsUpdate = true;
    return texture;
}

/// A plain material: the renderer chooses the level, which is the one as large as the viewport.
function makePictureMaterial(texture) {
    texture.minFilter = THREE.NearestMipmapNearestFilter;
    texture.magFilter = THREE.NearestFilter;
    return new THREE.MeshBasicMaterial({ map: texture, transparent: true, blending: THREE.NoBlending });
}

/// Looks from the inside at one face; the directions are those of OpenGL ES 3.0, table 3.21 (cube map targets).
function makeCubeMaterial(texture) {
    texture.minFilter = THREE.NearestMipmapNearestFilter;
    texture.magFilter = THREE.NearestFilter;
    return new THREE.ShaderMaterial({
        uniforms: { cube: { value: texture }, level: { value: 0 }, face: { value: 0 } },
        vertexShader: 'varying vec2 at; void main() { at = 2.0 * uv - 1.0; gl_Position = vec4(position, 1.0); }',
        fragmentShader: `
            uniform samplerCube cube;
            uniform float level;
            uniform int face;
            varying vec2 at;
            void main() {
                vec3 direction = face == 0 ? vec3(1.0, -at.y, -at.x) : face == 1 ? vec3(-1.0, -at.y, at.x)
                    : face == 2 ? vec3(at.x, 1.0, at.y) : face == 3 ? vec3(at.x, -1.0, -at.y)
                    : face == 4 ? vec3(at.x, -at.y, 1.0) : vec3(-at.x, -at.y, -1.0);
                gl_FragColor = textureLod(cube, direction, level);
                #include <colorspace_fragment>
            }`,
        transparent: true, blending: THREE.NoBlending,
    });
}

/// Bottom row first, which is the texture's first row.
function drawPixels(scene, width, height) {
    renderer.setSize(width, height, false);
    renderer.render(scene, camera);
    const pixels = new Uint8Array(4 * width * height);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    return pixels;
}

async function show(file) {
    const url = `/command_files/${file.name}.ktx2`;
    const texture = await (isKnownToLoader(file) ? loader.loadAsync(url) : loadByHand(url, file));
    // So that codes come out; pages that use three's Display P3 have to define it first.
    if (file.primaries === 10) texture.colorSpace = THREE.SRGBColorSpace;
    renderer.outputColorSpace = file.isSrgb ? THREE.SRGBColorSpace : THREE.LinearSRGBColorSpace;
    const isCube = file.faces === 6;
    const material = isCube ? makeCubeMaterial(texture) : makePictureMaterial(texture);
    const scene = new THREE.Scene();
    scene.add(new THREE.Mesh(new THREE.PlaneGeometry(2, 2), material));
    for (let level = 0; level < file.levels; ++level) {
        const width = Math.max(1, file.width >> level), height = Math.max(1, file.height >> level);
        for (let face = 0; face < file.faces; ++face) {
            if (isCube) Object.assign(material.uniforms.level, { value: level });
            if (isCube) Object.assign(material.uniforms.face, { value: face });
            await post(`/pixels?name=${file.name}&level=${level}&face=${face}`, drawPixels(scene, width, height));
        }
    }
    if (gl.getError() !== gl.NO_ERROR) throw new Error(`${file.name}: WebGL reports an error`);
    texture.dispose();
}

try {
    if (!gl.getExtension('WEBGL_compressed_texture_astc'))
        throw new Error('this browser\'s WebGL lacks WEBGL_compressed_texture_astc');
    await zstd.init();
    for (const file of await (await fetch('/files.json')).json()) await show(file);
    await post('/done', '');
} catch (error) {
    await post('/failed', String(error.stack ?? error));
}
