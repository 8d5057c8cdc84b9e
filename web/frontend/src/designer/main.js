// The Perancang: opens the draft its page names, saves as one draws, shows what is found.
import './designer.css';
import { Checking } from './checking.js';
import { Foreseeing } from './forecast.js';
import { createModeler, open } from './modeler.js';
import { Notices } from './notices.js';
import { watch } from './presence.js';
import { Saving } from './saving.js';
import { connect } from './server.js';
import { missing } from './translate.js';
import { words } from './words.js';

const PALETTE = 120; // pixels it takes at the left
const READABLE = 0.45;
const part = (id) => document.getElementById(id);

async function start(host) {
  const notices = new Notices(part('designer-notices'));
  const server = connect(host);
  const modeler = createModeler(part('designer-canvas'), part('designer-panel'));
  try {
    await open(modeler, await server.read('bpmn'));
  } catch (reason) {
    notices.show('opening', `${words.failed} (${reason.message})`);
    throw reason;
  }
  whole(modeler);
  const leads = (element) => show(modeler, element);
  const foreseeing = new Foreseeing(modeler, server, part('designer-forecast'), leads);
  const saving = new Saving(modeler, server, host, part('designer-status'), notices, () => foreseeing.again());
  const checking = new Checking(modeler, server, part('designer-findings'), part('designer-summary'), leads);
  window.sopanDesigner = { modeler, saving, missing }; // for whoever looks from a browser's console
  watch(server, saving, notices);
  wire(modeler, saving, foreseeing);
  await checking.check();
  host.dataset.ready = 'true';
}

// The whole diagram to the right of the palette; a wide one from its beginning, large enough to read.
function whole(modeler) {
  const canvas = modeler.get('canvas');
  const { inner, outer } = canvas.viewbox();
  const room = outer.width - PALETTE;
  const scale = Math.max(READABLE, Math.min(1, room / (inner.width + 40), outer.height / (inner.height + 40)));
  const height = outer.height / scale;
  canvas.viewbox({
    x: inner.x - PALETTE / scale - 20,
    y: inner.y - Math.max(20, (height - inner.height) / 2),
    width: outer.width / scale,
    height,
  });
}

// Select an element, wherever it is drawn, and bring it into sight.
function show(modeler, element) {
  const canvas = modeler.get('canvas');
  const root = canvas.findRoot(element);
  if (root && root !== canvas.getRootElement()) canvas.setRootElement(root);
  modeler.get('selection').select(element);
  canvas.scrollToElement(element, 100);
  canvas.getContainer().scrollIntoView({ block: 'nearest' });
}

function wire(modeler, saving, foreseeing) {
  const acts = {
    undo: () => modeler.get('commandStack').undo(),
    redo: () => modeler.get('commandStack').redo(),
    closer: () => modeler.get('zoomScroll').stepZoom(1),
    farther: () => modeler.get('zoomScroll').stepZoom(-1),
    whole: () => whole(modeler),
    search: () => modeler.get('searchPad').toggle(),
    sop: () => modeler.get('selection').select(null),
    forecast: () => foreseeing.open(),
  };
  for (const button of document.querySelectorAll('[data-designer-act]')) {
    button.addEventListener('click', acts[button.dataset.designerAct]);
  }
  const stack = modeler.get('commandStack');
  const steps = () => {
    for (const [act, able] of [['undo', stack.canUndo()], ['redo', stack.canRedo()]]) {
      document.querySelector(`[data-designer-act="${act}"]`).setAttribute('aria-disabled', String(!able));
    }
  };
  modeler.on('commandStack.changed', steps);
  steps();
  // What leads away from here goes once everything is saved.
  for (const link of document.querySelectorAll('[data-designer-leave]')) {
    link.addEventListener('click', async (event) => {
      if (!saving.dirty && !saving.busy) return;
      event.preventDefault();
      if (await saving.save()) window.location.assign(link.href);
    });
  }
}

const host = part('designer');
if (host) start(host);
