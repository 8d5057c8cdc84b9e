// Draws every <div data-bpmn-viewer data-xml-url="…" data-state-url="…"> of the page, and keeps what
// it shows up to date every data-refresh seconds while somebody looks.
//
// The state is JSON:
//   nodes: {id: {state: "done" | "current" | "late" | "failed", tokens: 1, rounds: 2, heat: 0.85, note: "…"}}
//   flows: [id, …]   those that have been taken
// What a screen reader gets is the table beside it: a row with data-node="id" is pointed at.
import { badge, clear, draw, json, lookAt } from './diagram/canvas.js';
import { make } from './diagram/dom.js';
import { words } from './diagram/words.js';

const MARKERS = [
  'is-done', 'is-current', 'is-late', 'is-failed', 'is-taken',
  'heat-low', 'heat-near', 'heat-over', 'heat-far', 'is-pointed',
];
const SIGNS = { done: '✓', current: '▶', late: '!', failed: '✕' };
const HEATS = [[0.75, 'heat-low'], [1, 'heat-near'], [2, 'heat-over'], [Infinity, 'heat-far']];

for (const host of document.querySelectorAll('[data-bpmn-viewer]')) show(host);

async function show(host) {
  const viewer = await draw(host, host.dataset.xmlUrl).catch(() => null);
  if (!viewer) return; // it says so in its place
  point(viewer);
  if (host.dataset.stateUrl) await watch(host, viewer);
  host.dataset.ready = 'true';
}

async function watch(host, viewer) {
  const stale = host.appendChild(make('p', 'bpmn-notice'));
  stale.setAttribute('role', 'status');
  let shown = '';
  let here = '';
  const follow = (state) => {
    const now = Object.keys(state.nodes ?? {}).find((id) => state.nodes[id].tokens > 0) ?? '';
    if (now && now !== here && viewer.get('elementRegistry').get(now)) lookAt(viewer, now);
    here = now;
  };
  const refresh = async () => {
    try {
      const state = await json(host.dataset.stateUrl);
      stale.textContent = '';
      if (JSON.stringify(state) === shown) return;
      shown = JSON.stringify(state);
      mark(viewer, state);
      follow(state);
    } catch {
      stale.textContent = words.stale;
    }
  };
  await refresh();
  const seconds = Number(host.dataset.refresh);
  if (!(seconds > 0)) return;
  const again = () => { if (!document.hidden) refresh(); };
  setInterval(again, seconds * 1000);
  document.addEventListener('visibilitychange', again);
}

function mark(viewer, state) {
  clear(viewer, MARKERS);
  const registry = viewer.get('elementRegistry');
  const canvas = viewer.get('canvas');
  for (const [id, node] of Object.entries(state.nodes ?? {})) {
    if (registry.get(id)) markNode(viewer, id, node);
  }
  for (const id of state.flows ?? []) {
    if (registry.get(id)) canvas.addMarker(id, 'is-taken');
  }
}

function markNode(viewer, id, node) {
  const canvas = viewer.get('canvas');
  if (node.heat !== undefined && node.heat !== null) {
    canvas.addMarker(id, HEATS.find(([limit]) => node.heat < limit)[1]);
    const share = Math.round(node.heat * 100);
    badge(viewer, id, node.heat >= 1 ? 'late' : '', `${share} %`, words.heat(share), { top: -12, left: 4 });
  }
  if (SIGNS[node.state]) {
    canvas.addMarker(id, `is-${node.state}`);
    const what = node.state === 'failed' ? words.failedNode : words[node.state];
    const again = node.rounds > 1 ? `, ${words.rounds(node.rounds)}` : '';
    const sign = node.rounds > 1 ? `${SIGNS[node.state]} ${node.rounds}×` : SIGNS[node.state];
    badge(viewer, id, node.state, sign, `${what}${again}${node.note ? `: ${node.note}` : ''}`, { top: -12, right: 14 });
  }
  if (node.tokens > 0) {
    badge(viewer, id, 'token', `● ${node.tokens}`, words.tokens(node.tokens), { bottom: 10, left: 4 });
  }
}

// A shape and its row in the table point at each other.
function point(viewer) {
  const registry = viewer.get('elementRegistry');
  const canvas = viewer.get('canvas');
  const rows = [...document.querySelectorAll('[data-node]')].filter((row) => registry.get(row.dataset.node));
  viewer.get('eventBus').on('element.click', ({ element }) => {
    for (const row of rows) row.classList.toggle('table-active', row.dataset.node === element.id);
    rows.find((row) => row.dataset.node === element.id)?.scrollIntoView({ block: 'nearest' });
  });
  for (const row of rows) {
    const id = row.dataset.node;
    row.addEventListener('mouseenter', () => canvas.addMarker(id, 'is-pointed'));
    row.addEventListener('mouseleave', () => canvas.removeMarker(id, 'is-pointed'));
    row.addEventListener('focusin', () => canvas.addMarker(id, 'is-pointed'));
    row.addEventListener('focusout', () => canvas.removeMarker(id, 'is-pointed'));
  }
}
