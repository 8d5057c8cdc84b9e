// One diagram to look at: fetched, drawn, with buttons to zoom and a place for what goes wrong.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './canvas.css';
import { make } from './dom.js';
import { words } from './words.js';

const STEP = 1.25;
const READABLE = 0.6;

export async function draw(host, url) {
  host.classList.add('bpmn-frame');
  const tools = host.appendChild(make('div', 'bpmn-tools'));
  const place = host.appendChild(make('div', 'bpmn-canvas'));
  place.setAttribute('role', 'group');
  place.setAttribute('aria-label', host.dataset.label || words.diagram);
  // The wheel goes on scrolling the page; buttons zoom, dragging moves.
  const viewer = new NavigatedViewer({ container: place, zoomScroll: { enabled: false } });
  try {
    await viewer.importXML(await text(url));
  } catch (reason) {
    viewer.destroy();
    host.replaceChildren(notice(words.failed));
    throw reason;
  }
  const canvas = viewer.get('canvas');
  const zooms = [
    ['+', words.closer, () => canvas.zoom(canvas.zoom() * STEP)],
    ['−', words.farther, () => canvas.zoom(canvas.zoom() / STEP)],
    ['⤢', words.whole, () => whole(canvas)],
  ];
  tools.append(...zooms.map(([sign, label, act]) => button(sign, label, act)));
  whole(canvas);
  if (canvas.zoom() < READABLE && !('whole' in host.dataset)) begin(canvas);
  return viewer;
}

// Move a shape into the middle unless the whole diagram is to be seen anyway.
export function lookAt(viewer, id) {
  if (viewer.get('canvas').zoom() >= READABLE) viewer.get('canvas').scrollToElement(id, 120);
}

export async function text(url) {
  return (await answer(url)).text();
}

export async function json(url) {
  return (await answer(url)).json();
}

export function notice(content) {
  const element = make('p', 'bpmn-notice', content);
  element.setAttribute('role', 'status');
  return element;
}

// Put a small label on a shape; `label` is read out and shown on hovering.
export function badge(viewer, id, name, content, label, position) {
  const html = make('span', `bpmn-badge ${name}`, content);
  html.title = label;
  html.setAttribute('aria-label', label);
  viewer.get('overlays').add(id, 'sopan', { position, html, scale: { min: 0.75, max: 1.25 } });
}

export function clear(viewer, names) {
  viewer.get('overlays').remove({ type: 'sopan' });
  const canvas = viewer.get('canvas');
  viewer.get('elementRegistry').forEach((element) => {
    for (const name of names) canvas.removeMarker(element, name);
  });
}

function whole(canvas) {
  canvas.resized();
  canvas.zoom('fit-viewport', 'auto');
}

// A wide diagram that would be too small to read starts at its beginning.
function begin(canvas) {
  const { inner, outer } = canvas.viewbox();
  const width = outer.width / READABLE;
  const height = outer.height / READABLE;
  canvas.viewbox({ x: inner.x - 20, y: inner.y - (height - inner.height) / 2, width, height });
}

function button(sign, label, act) {
  const element = make('button', 'bpmn-tool', sign);
  element.type = 'button';
  element.title = label;
  element.setAttribute('aria-label', label);
  element.addEventListener('click', act);
  return element;
}

async function answer(url) {
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}
