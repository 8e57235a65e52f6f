// SPDX-License-Identifier: Apache-2.0
// If this fails, three.js in a browser shows our textures otherwise than `decode` does, by more than 2/255, or not at
// all. Pictures, their levels, Zstandard and cube maps, sRGB and UNORM, in every footprint: 4x4 and 6x6 through
// KTX2Loader, the others through three's ktx-parse and Zstandard, CompressedTexture and CompressedCubeTexture. Neither
// zlib nor arrays.
// Environment: ASTCSLANG and CHROMIUM, the commands.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { decodedPictures } from './pictures.mjs';

const limitMilliseconds = 400_000;
const script = 'text/javascript';
const types = { '.html': 'text/html', '.mjs': script, '.js': script, '.json': 'application/json' };
const files = JSON.parse(readFileSync('command_files/files.json'))
    .filter(({ scheme, layers }) => scheme !== 'zlib' && layers === 0);

/// The page's files on the loopback interface; `receive` gets what the page posts.
function serve(receive) {
    const server = createServer(async (request, response) => {
        const url = new URL(request.url, 'http://127.0.0.1');
        try {
            if (request.method === 'POST') {
                const parts = [];
                for await (const part of request) parts.push(part);
                receive(url, Buffer.concat(parts));
                response.end();
                return;
            }
            const body = url.pathname === '/files.json' ? JSON.stringify(files)
                : readFileSync(join('.', normalize(url.pathname)));
            response.setHeader('Content-Type', types[extname(url.pathname)] ?? 'application/octet-stream');
            response.end(body);
        } catch {
            response.statusCode = 404;
            response.end();
        }
    });
    return new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(server)); });
}

/// Resolves to what was drawn, by "name/level/face"; ends the browser and the server in every case.
async function drawInBrowser() {
    const drawn = new Map();
    let finish, fail;
    const finished = new Promise((resolve, reject) => { [finish, fail] = [resolve, reject]; });
    const server = await serve((url, body) => {
        const { name, level, face } = Object.fromEntries(url.searchParams);
        if (url.pathname === '/pixels') drawn.set(`${name}/${level}/${face}`, body);
        if (url.pathname === '/done') finish();
        if (url.pathname === '/failed') fail(new Error(`in the page: ${body}`));
    });
    const profile = mkdtempSync(join(tmpdir(), 'astcslang-chromium-'));
    const page = `http://127.0.0.1:${server.address().port}/three_page.html`;
    const browser = spawn(process.env.CHROMIUM, ['--headless', '--no-sandbox', '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking',
        `--user-data-dir=${profile}`, '--remote-debugging-port=0', page],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] }); // a process group of its own
    let messages = '';
    browser.stderr.on('data', (text) => { messages += text; });
    const ended = new Promise((resolve) => { browser.on('exit', resolve).on('error', resolve); });
    browser.on('error', fail);
    browser.on('exit', (status) => fail(new Error(`chromium ended with ${status}:\n${messages}`)));
    const timer = setTimeout(() => fail(new Error(`chromium was not done in time:\n${messages}`)), limitMilliseconds);
    try {
        await finished;
        return drawn;
    } finally {
        clearTimeout(timer);
        try { process.kill(-browser.pid, 'SIGKILL'); } catch { /* it ended by itself */ }
        await ended;
        server.closeAllConnections();
        server.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
}

assert.ok(process.env.CHROMIUM, 'chromium is not installed');
const drawn = await drawInBrowser();
let worst = 0, count = 0;
for (const file of files) {
    for (const { level, face, rgba } of decodedPictures(file)) {
        const pixels = drawn.get(`${file.name}/${level}/${face}`);
        const place = `${file.name}, level ${level}, face ${face}`;
        assert.equal(pixels?.length, rgba.length, place);
        for (let i = 0; i < rgba.length; ++i) {
            const difference = Math.abs(pixels[i] - rgba[i]);
            worst = Math.max(worst, difference);
            assert.ok(difference <= 2, `${place}: sample ${i} is ${rgba[i]}, drawn as ${pixels[i]}`);
        }
        ++count;
    }
}
console.log(`${count} pictures of ${files.length} files, at most ${worst}/255 apart`);
