// Draws two versions in <div data-bpmn-compare data-old-url="…" data-new-url="…" data-changes-url="…">,
// moves them together, and colours what the JSON of changes says:
//   {removed: [id, …], added: [id, …], changed: {id: "what"}}
import './compare.css';
import { badge, draw, json } from './diagram/canvas.js';
import { make } from './diagram/dom.js';
import { words } from './diagram/words.js';

const SIGNS = { added: '+', removed: '−', changed: '≠' };

for (const host of document.querySelectorAll('[data-bpmn-compare]')) compare(host);

async function compare(host) {
  const { oldUrl, newUrl, changesUrl, oldLabel, newLabel } = host.dataset;
  const [before, after] = await Promise.all([side(host, oldUrl, oldLabel), side(host, newUrl, newLabel)]);
  together(before, after);
  together(after, before);
  const changes = await json(changesUrl);
  for (const id of changes.removed) mark(before, id, 'removed');
  for (const id of changes.added) mark(after, id, 'added');
  for (const [id, what] of Object.entries(changes.changed)) {
    mark(before, id, 'changed', what);
    mark(after, id, 'changed', what);
  }
  host.dataset.ready = 'true';
}

function side(host, url, label) {
  const figure = host.appendChild(make('figure', 'bpmn-side'));
  figure.append(make('figcaption', '', label));
  const frame = figure.appendChild(make('div', ''));
  frame.dataset.label = label;
  frame.dataset.whole = '';
  return draw(frame, url);
}

function together(leading, following) {
  leading.get('eventBus').on('canvas.viewbox.changed', ({ viewbox }) => {
    const canvas = following.get('canvas');
    const { x, y, width, height } = canvas.viewbox();
    const same = [[x, viewbox.x], [y, viewbox.y], [width, viewbox.width], [height, viewbox.height]];
    if (same.every(([one, other]) => Math.abs(one - other) < 1)) return; // it followed us
    canvas.viewbox({ x: viewbox.x, y: viewbox.y, width: viewbox.width, height: viewbox.height });
  });
}

function mark(viewer, id, kind, what) {
  const element = viewer.get('elementRegistry').get(id);
  if (!element) return;
  viewer.get('canvas').addMarker(id, `is-${kind}`);
  if (element.waypoints) return;
  const label = what ? `${words[kind]}: ${what}` : words[kind];
  badge(viewer, id, kind, SIGNS[kind], label, { top: -12, right: 14 });
}
