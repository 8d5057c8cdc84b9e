// The Perancang: opens the draft its page names, saves as one draws, shows what is found.
import './designer.css';
import { Checking } from './checking.js';
import { createModeler } from './modeler.js';
import { Notices } from './notices.js';
import { watch } from './presence.js';
import { Saving } from './saving.js';
import { connect } from './server.js';
import { missing } from './translate.js';
import { words } from './words.js';

const PALETTE = 120; // pixels it takes at the left
const READABLE = 0.45;
const part = (id) => document.getElementById(id);

async function open(host) {
  const notices = new Notices(part('designer-notices'));
  const server = connect(host);
  const modeler = createModeler(part('designer-canvas'), part('designer-panel'));
  window.sopanDesigner = { modeler, missing }; // for whoever looks from a browser's console
  try {
    await modeler.importXML(await server.read('bpmn'));
  } catch (reason) {
    notices.show('opening', `${words.failed} (${reason.message})`);
    throw reason;
  }
  whole(modeler);
  const saving = new Saving(modeler, server, host, part('designer-status'), notices);
  const checking = new Checking(modeler, server, part('designer-findings'), part('designer-summary'));
  watch(server, saving, notices);
  wire(modeler, saving);
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

function wire(modeler, saving) {
  const acts = {
    undo: () => modeler.get('commandStack').undo(),
    redo: () => modeler.get('commandStack').redo(),
    closer: () => modeler.get('zoomScroll').stepZoom(1),
    farther: () => modeler.get('zoomScroll').stepZoom(-1),
    whole: () => whole(modeler),
    search: () => modeler.get('searchPad').toggle(),
    sop: () => modeler.get('selection').select(null),
  };
  for (const button of document.querySelectorAll('[data-designer-act]')) {
    button.addEventListener('click', acts[button.dataset.designerAct]);
  }
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
if (host) open(host);
