// SPDX-License-Identifier: Apache-2.0
// One canvas shows two layers left and right of a slider, or three side by side, under one zoom. Layers are made from
// the PNGs of the page when they are first shown. Texels count from the upper left; the canvas counts device pixels.
'use strict';

const data = JSON.parse(document.getElementById('data').textContent);
const element = id => document.getElementById(id);
const view = element('view');
const context = view.getContext('2d', {alpha: false});
const layerById = new Map(data.layers.map(layer => [layer.id, layer]));
const footprint = data.footprint || [1, 1];
const KEYS = 'QWERTYUIOPA';

const state = {
  left: 'original', right: 'result',
  swipe: 0.5,            // the slider's place, as a share of the canvas' width
  amplification: 8,      // of the error
  channels: 'color',     // 'color', 'checker' or 'alpha'
  zoom: 1,               // device pixels a texel
  centerX: data.width / 2, centerY: data.height / 2, // the texel in the middle of a pane
  isSide: false, isGridShown: false, isHeld: false,
};

// ---------------------------------------------------------------------------------------------------------------------
// Layers

function newCanvas(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/** RGBA bytes of one of the page's PNGs. */
async function unpack(name) {
  const image = element('png-' + name);
  await image.decode();
  const canvas = newCanvas(image.naturalWidth, image.naturalHeight);
  const drawing = canvas.getContext('2d', {willReadFrequently: true});
  drawing.drawImage(image, 0, 0);
  return drawing.getImageData(0, 0, canvas.width, canvas.height);
}

/** Colours of heat maps, from nothing to everything, dark to light. */
const heatColors = (() => {
  const stops = [[0, 0, 0], [52, 18, 108], [148, 34, 110], [226, 84, 58], [250, 174, 48], [255, 252, 206]];
  return Array.from({length: 256}, (_, value) => {
    const place = value / 255 * (stops.length - 1), stop = Math.min(Math.floor(place), stops.length - 2);
    return stops[stop].map((from, i) => Math.round(from + (stops[stop + 1][i] - from) * (place - stop)));
  });
})();

const pictures = {}; // original and result: RGBA bytes with alpha in its place
const maps = {};     // of the other layers: one byte a texel or block, in the red of RGBA

async function unpackAll() {
  for (const id of ['original', 'result']) {
    pictures[id] = await unpack(id);
    if (!data.has_alpha) continue;
    const alpha = await unpack(id + '-alpha');
    for (let i = 0; i < alpha.data.length; i += 4) pictures[id].data[i + 3] = alpha.data[i];
  }
  for (const layer of data.layers) {
    if (layer.kind === 'heat' || layer.kind === 'blocks') maps[layer.id] = await unpack(layer.id);
  }
}

const painters = {
  picture(layer, out) {
    const from = pictures[layer.id].data;
    for (let i = 0; i < from.length; i += 4) {
      const isAlpha = state.channels === 'alpha';
      for (let c = 0; c < 3; ++c) out[i + c] = from[i + (isAlpha ? 3 : c)];
      out[i + 3] = state.channels === 'checker' ? from[i + 3] : 255;
    }
  },
  error(layer, out) {
    const a = pictures.original.data, b = pictures.result.data, isAlpha = state.channels === 'alpha';
    for (let i = 0; i < a.length; i += 4) {
      for (let c = 0; c < 3; ++c) {
        const at = i + (isAlpha ? 3 : c);
        out[i + c] = Math.min(255, Math.abs(a[at] - b[at]) * state.amplification);
      }
      out[i + 3] = 255;
    }
  },
  heat(layer, out) {
    const from = maps[layer.id].data;
    for (let i = 0; i < from.length; i += 4) {
      const color = heatColors[from[i]];
      out[i] = color[0]; out[i + 1] = color[1]; out[i + 2] = color[2]; out[i + 3] = 255;
    }
  },
  blocks(layer, out) {
    const from = maps[layer.id].data;
    const colors = new Map(layer.kinds.map(kind => [kind.code, kind.color]));
    for (let i = 0; i < from.length; i += 4) {
      const color = colors.get(from[i]);
      out[i] = color[0]; out[i + 1] = color[1]; out[i + 2] = color[2]; out[i + 3] = 255;
    }
  },
};

/** The layer as a canvas, painted anew where what it depends on has changed. */
function paint(layer) {
  const dependsOn = layer.kind === 'error' ? `${state.amplification} ${state.channels}`
    : layer.kind === 'picture' ? state.channels : '';
  if (layer.canvas && layer.paintedFor === dependsOn) return layer.canvas;
  const source = maps[layer.id] || pictures.original;
  layer.canvas = layer.canvas || newCanvas(source.width, source.height);
  const pixels = new ImageData(source.width, source.height);
  painters[layer.kind](layer, pixels.data);
  layer.canvas.getContext('2d').putImageData(pixels, 0, 0);
  layer.paintedFor = dependsOn;
  return layer.canvas;
}

// ---------------------------------------------------------------------------------------------------------------------
// The view

/** What is shown where: layer, the part of the canvas it may paint, and the middle of its pane. */
function panes() {
  const width = view.width;
  if (state.isSide) {
    const third = width / 3;
    return ['original', 'result', 'error'].map((id, i) =>
      ({id, begin: Math.round(i * third), end: Math.round((i + 1) * third), middle: (i + 0.5) * third}));
  }
  const split = state.isHeld ? width : Math.round(state.swipe * width);
  const middle = width / 2;
  return [{id: state.left, begin: 0, end: split, middle}, {id: state.right, begin: split, end: width, middle}];
}

/** Where texel 0, 0 has its upper left corner. */
const originOf = pane =>
  [Math.round(pane.middle - state.centerX * state.zoom), Math.round(view.height / 2 - state.centerY * state.zoom)];

let checker = null;
function checkerBoard() {
  if (checker) return checker;
  const tile = newCanvas(16, 16), drawing = tile.getContext('2d');
  drawing.fillStyle = '#bbb'; drawing.fillRect(0, 0, 16, 16);
  drawing.fillStyle = '#eee'; drawing.fillRect(0, 0, 8, 8); drawing.fillRect(8, 8, 8, 8);
  return checker = context.createPattern(tile, 'repeat');
}

function drawGrid(left, top, width, height) {
  const [stepX, stepY] = footprint.map(side => side * state.zoom);
  if (Math.min(stepX, stepY) < 4) return;
  context.globalCompositeOperation = 'difference';
  context.fillStyle = '#888';
  for (let x = stepX; x < width; x += stepX) context.fillRect(Math.round(left + x), top, 1, height);
  for (let y = stepY; y < height; y += stepY) context.fillRect(left, Math.round(top + y), width, 1);
  context.globalCompositeOperation = 'source-over';
}

function drawPane(pane) {
  const layer = layerById.get(pane.id), canvas = paint(layer), [left, top] = originOf(pane);
  const width = data.width * state.zoom, height = data.height * state.zoom;
  context.save();
  context.beginPath();
  context.rect(pane.begin, 0, pane.end - pane.begin, view.height);
  context.clip();
  if (layer.kind === 'picture' && state.channels === 'checker') {
    context.fillStyle = checkerBoard();
    context.fillRect(left, top, width, height);
  }
  context.imageSmoothingEnabled = state.zoom < 1 && !layer.is_per_block;
  context.imageSmoothingQuality = 'high';
  context.save();
  context.beginPath(); // blocks may stand over
  context.rect(left, top, width, height);
  context.clip();
  const scale = layer.is_per_block ? footprint : [1, 1];
  context.drawImage(canvas, left, top, canvas.width * scale[0] * state.zoom, canvas.height * scale[1] * state.zoom);
  context.restore();
  if (state.isGridShown) drawGrid(left, top, width, height);
  context.restore();
}

function draw() {
  isDrawWanted = false;
  context.fillStyle = getComputedStyle(element('stage')).backgroundColor;
  context.fillRect(0, 0, view.width, view.height);
  const shown = panes();
  shown.forEach(drawPane);
  if (state.isSide) {
    context.fillStyle = '#fff';
    for (const pane of shown.slice(1)) context.fillRect(pane.begin, 0, 1, view.height);
  }
  const names = shown.map(pane => layerById.get(pane.id))
    .map(layer => layer.kind === 'error' ? `${layer.name} \u00d7 ${state.amplification}` : layer.name);
  element('name-left').textContent = names[0];
  element('name-middle').hidden = !state.isSide;
  element('name-middle').textContent = state.isSide ? names[1] : '';
  element('name-right').hidden = state.isHeld && !state.isSide;
  element('name-right').textContent = names[names.length - 1];
  element('divider').hidden = state.isSide || state.isHeld;
  element('divider').style.left = 100 * state.swipe + '%';
}

let isDrawWanted = false;
function wantDraw() {
  if (!isDrawWanted) requestAnimationFrame(draw);
  isDrawWanted = true;
}

const paneWidth = () => state.isSide ? view.width / 3 : view.width;

/** The largest zoom that shows all, a whole number if it enlarges. */
function fit() {
  const zoom = Math.min(paneWidth() / data.width, view.height / data.height);
  state.zoom = zoom >= 1 ? Math.min(64, Math.floor(zoom)) : zoom;
  [state.centerX, state.centerY] = [data.width / 2, data.height / 2];
  changed();
}

/** Zooms by a factor; the texel under a place of the canvas stays there. */
function zoomBy(factor, x = paneWidth() / 2, y = view.height / 2) {
  const pane = panes().find(one => x < one.end) || panes()[0];
  const zoom = Math.min(64, Math.max(1 / 64, state.zoom * factor));
  state.centerX += (x - pane.middle) * (1 / state.zoom - 1 / zoom);
  state.centerY += (y - view.height / 2) * (1 / state.zoom - 1 / zoom);
  state.zoom = zoom;
  changed();
}

function pan(x, y) {
  state.centerX = Math.min(data.width, Math.max(0, state.centerX + x / state.zoom));
  state.centerY = Math.min(data.height, Math.max(0, state.centerY + y / state.zoom));
  changed();
}

// ---------------------------------------------------------------------------------------------------------------------
// What stands around it

const valueOf = (layer, byte) => (layer.low + (layer.high - layer.low) * byte / 255).toFixed(layer.digits) + layer.unit;

function describeTexel(x, y) {
  const at = 4 * (y * data.width + x), parts = [`Texel <b>${x}, ${y}</b>`];
  for (const [id, name] of [['original', 'Original'], ['result', 'Result']]) {
    parts.push(`${name} <b>${[...pictures[id].data.slice(at, at + (data.has_alpha ? 4 : 3))].join(' ')}</b>`);
  }
  const block = [Math.floor(x / footprint[0]), Math.floor(y / footprint[1])];
  if (data.footprint) parts.push(`Block <b>${block.join(', ')}</b>`);
  for (const layer of data.layers) {
    if (!maps[layer.id]) continue;
    const map = maps[layer.id], [column, row] = layer.is_per_block ? block : [x, y];
    const byte = map.data[4 * (row * map.width + column)];
    if (layer.kind === 'heat') parts.push(`${layer.name} <b>${valueOf(layer, byte)}</b>`);
    else parts.push(`<b>${layer.kinds.find(kind => kind.code === byte).name}</b>`);
  }
  return parts.join(' &nbsp; ');
}

let legendShown = null;
/** Made anew only where other layers are shown: not while the picture is moved. */
function makeLegend() {
  const ids = state.isSide ? [] : [...new Set([state.left, state.right])];
  if (legendShown === ids.join()) return;
  legendShown = ids.join();
  const shown = ids.map(id => layerById.get(id));
  element('legend').replaceChildren(...shown.filter(layer => maps[layer.id]).map(layer => {
    const box = document.createElement('div'), head = document.createElement('h2'), list = document.createElement('ul');
    head.textContent = layer.name;
    box.append(head, list);
    const entry = (mark, text) => {
      const item = document.createElement('li');
      item.append(mark, text);
      list.append(item);
    };
    if (layer.kind === 'heat') {
      const scale = newCanvas(256, 1), drawing = scale.getContext('2d');
      heatColors.forEach((color, value) => { drawing.fillStyle = `rgb(${color})`; drawing.fillRect(value, 0, 1, 1); });
      scale.className = 'scale';
      entry(`${layer.low}${layer.unit}`, scale);
      list.lastChild.append(`${layer.high}${layer.unit}`);
    } else {
      const count = layer.kinds.reduce((sum, kind) => sum + kind.count, 0);
      for (const kind of layer.kinds) {
        const mark = document.createElement('i');
        mark.style.background = `rgb(${kind.color})`;
        entry(mark, `${kind.name}: ${(100 * kind.count / count).toFixed(1)}%`);
      }
    }
    return box;
  }));
}

/** Brings everything to what the state says. */
function changed() {
  for (const side of ['left', 'right']) element(side).value = state[side];
  element('swipe').value = 1000 * state.swipe;
  element('amplification').value = Math.log2(state.amplification);
  element('amplification-text').textContent = `\u00d7 ${state.amplification}`;
  element('zoom-text').textContent = state.zoom >= 1 ? `${Math.round(state.zoom * 10) / 10}:1`
    : `${Math.round(state.zoom * 100)}%`;
  element('side').ariaPressed = String(state.isSide);
  element('grid').ariaPressed = String(state.isGridShown);
  for (const id of ['left', 'right', 'exchange', 'swipe']) element(id).disabled = state.isSide;
  for (const layer of data.layers) {
    layer.button.classList.toggle('left', !state.isSide && layer.id === state.left);
    layer.button.classList.toggle('right', !state.isSide && layer.id === state.right);
  }
  makeLegend();
  wantDraw();
}

function makeHead() {
  for (const file of data.files) {
    const [label, name, description] = ['dt', 'dd', 'span'].map(tag => document.createElement(tag));
    label.textContent = file.label;
    description.textContent = '  ' + file.description;
    name.append(file.name, description);
    element('files').append(label, name);
  }
  for (const [label, value] of data.summary) {
    const item = document.createElement('li'), number = document.createElement('b');
    number.textContent = value;
    item.append(label + ' ', number);
    element('summary').append(item);
  }
}

function makeTables() {
  for (const one of data.tables) {
    const table = document.createElement('table');
    table.createCaption().textContent = one.name;
    const addRow = (part, cells) => {
      const row = part.insertRow();
      cells.forEach((text, i) => {
        const cell = document.createElement(i === 0 || part === table.tHead ? 'th' : 'td');
        cell.textContent = text;
        row.append(cell);
      });
    };
    if (one.head) addRow(table.createTHead(), one.head);
    const body = table.createTBody();
    for (const row of one.rows) addRow(body, row);
    element('tables').append(table);
  }
}

function makeLayerList() {
  data.layers.forEach((layer, i) => {
    for (const side of ['left', 'right']) element(side).add(new Option(layer.name, layer.id));
    layer.button = document.createElement('button');
    layer.button.type = 'button';
    layer.button.title = 'Right of the slider; with Shift left of it';
    const thumbnail = newCanvas(300, 200), label = document.createElement('span'), key = document.createElement('kbd');
    key.textContent = KEYS[i] || '';
    label.append(layer.name, key);
    layer.button.append(thumbnail, label);
    layer.button.addEventListener('click', event => choose(event.shiftKey ? 'left' : 'right', layer.id));
    element('layers').append(layer.button);
  });
}

function drawThumbnails() {
  const width = Math.max(1, Math.round(data.width * Math.min(300 / data.width, 200 / data.height)));
  const height = Math.max(1, Math.round(data.height * Math.min(300 / data.width, 200 / data.height)));
  for (const layer of data.layers) {
    const drawing = layer.button.querySelector('canvas').getContext('2d');
    const scale = layer.is_per_block ? footprint : [1, 1];
    drawing.clearRect(0, 0, 300, 200);
    drawing.imageSmoothingEnabled = width < data.width;
    drawing.drawImage(paint(layer), 0, 0, data.width / scale[0], data.height / scale[1],
      (300 - width) >> 1, (200 - height) >> 1, width, height);
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Hands

function set(values) { Object.assign(state, values); changed(); }
function choose(side, id) { set({[side]: id, isSide: false}); }
function amplify(steps) { set({amplification: 2 ** Math.min(6, Math.max(0, Math.log2(state.amplification) + steps))}); }
function slide(share) { set({swipe: Math.min(1, Math.max(0, share))}); }
function toggleSide() { state.isSide = !state.isSide; fit(); }
function exchange() { set({left: state.right, right: state.left}); }
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  element('theme').textContent = theme === 'dark' ? 'Light' : 'Dark';
}
function toggleTheme() {
  setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
  wantDraw();
}

const keys = {
  '+': () => zoomBy(2), '=': () => zoomBy(2), '-': () => zoomBy(0.5), 0: fit, 1: () => zoomBy(1 / state.zoom),
  arrowup: () => amplify(1), arrowdown: () => amplify(-1),
  x: exchange, s: toggleSide, d: toggleTheme, g: () => set({isGridShown: !state.isGridShown}),
  ' ': () => set({isHeld: true}),
  h: () => pan(-60, 0), l: () => pan(60, 0), k: () => pan(0, -60), j: () => pan(0, 60),
};

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const target = event.target.tagName, key = event.key.toLowerCase();
  if (target === 'SELECT' || (target === 'INPUT' && key.startsWith('arrow'))) return;
  if (target === 'BUTTON' && key === ' ') return;
  const place = KEYS.indexOf(event.key.toUpperCase());
  const isLayer = event.key.length === 1 && place >= 0 && place < data.layers.length;
  const step = event.shiftKey ? 0.1 : 0.01;
  if (key === 'arrowleft') slide(state.swipe - step);
  else if (key === 'arrowright') slide(state.swipe + step);
  else if (isLayer) choose(event.shiftKey ? 'left' : 'right', data.layers[place].id);
  else if (keys[key]) keys[key]();
  else return;
  event.preventDefault();
}

function connect() {
  addEventListener('keydown', onKey);
  addEventListener('keyup', event => { if (event.key === ' ') set({isHeld: false}); });
  for (const side of ['left', 'right']) {
    element(side).addEventListener('change', event => choose(side, event.target.value));
  }
  element('channels').addEventListener('change', event => { set({channels: event.target.value}); drawThumbnails(); });
  element('swipe').addEventListener('input', event => slide(event.target.value / 1000));
  element('amplification').addEventListener('input', event => set({amplification: 2 ** event.target.value}));
  const buttons = {
    exchange, fit, 'zoom-in': keys['+'], 'zoom-out': keys['-'], one: keys[1], side: toggleSide, grid: keys.g,
    theme: toggleTheme,
  };
  for (const [id, act] of Object.entries(buttons)) {
    element(id).addEventListener('click', act);
  }
  const pixel = event => [event.offsetX * devicePixelRatio, event.offsetY * devicePixelRatio];
  view.addEventListener('wheel', event => {
    event.preventDefault();
    zoomBy(2 ** (-event.deltaY / 240), ...pixel(event));
  }, {passive: false});
  view.addEventListener('dblclick', event => zoomBy(event.shiftKey ? 0.5 : 2, ...pixel(event)));
  view.addEventListener('pointerdown', event => {
    view.setPointerCapture(event.pointerId);
    view.classList.add('dragging');
  });
  view.addEventListener('pointerup', () => view.classList.remove('dragging'));
  view.addEventListener('pointermove', event => {
    if (event.buttons & 1) pan(-event.movementX * devicePixelRatio, -event.movementY * devicePixelRatio);
    const [x, y] = pixel(event), pane = panes().find(one => x < one.end);
    if (!pane) return;
    const [left, top] = originOf(pane);
    const texel = [Math.floor((x - left) / state.zoom), Math.floor((y - top) / state.zoom)];
    const isInside = texel[0] >= 0 && texel[1] >= 0 && texel[0] < data.width && texel[1] < data.height;
    element('texel').innerHTML = isInside ? describeTexel(...texel) : '&nbsp;';
  });
  const divider = element('divider');
  divider.addEventListener('pointerdown', event => divider.setPointerCapture(event.pointerId));
  divider.addEventListener('pointermove', event => {
    if (event.buttons & 1) slide((event.clientX - view.getBoundingClientRect().left) / view.clientWidth);
  });
}

function fillStage() {
  view.width = Math.max(1, Math.round(view.clientWidth * devicePixelRatio));
  view.height = Math.max(1, Math.round(view.clientHeight * devicePixelRatio));
}

async function start() {
  setTheme(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  makeHead();
  makeTables();
  makeLayerList();
  element('alpha-label').hidden = !data.has_alpha;
  await unpackAll();
  connect();
  fillStage();
  fit();
  new ResizeObserver(() => { fillStage(); changed(); }).observe(view);
  drawThumbnails();
  element('wait').hidden = true;
  document.documentElement.dataset.ready = 'true';
}

start().catch(error => {
  element('wait').textContent = 'The pictures could not be shown: ' + error.message;
  element('wait').hidden = false;
});
