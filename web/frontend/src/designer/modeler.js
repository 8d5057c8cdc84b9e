// The modeler as we use it: our panel, our words, only what Sopan runs.
import Modeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule } from 'bpmn-js-properties-panel';
import minimap from 'diagram-js-minimap';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'diagram-js-minimap/assets/diagram-js-minimap.css';
import menus from './menus.js';
import sopPanel from './panel/provider.jsx';
import sopModdle from './sop-moddle.json';
import translation from './translate.js';

// Open a file. Elements of no namespace at all are left out: bpmn-js could not write them any more.
// The server puts them back, as it does with all an editor loses (engine/bpmn/grafting.py).
export async function open(modeler, xml) {
  await modeler.importXML(/\sxmlns=(""|'')/.test(xml) ? named(xml) : xml);
}

function named(xml) {
  const file = new DOMParser().parseFromString(xml, 'application/xml');
  for (const each of file.querySelectorAll('*')) {
    if (!each.namespaceURI) each.remove();
  }
  return new XMLSerializer().serializeToString(file);
}

export function createModeler(canvas, panel) {
  return new Modeler({
    container: canvas,
    propertiesPanel: { parent: panel },
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      sopPanel,
      menus,
      minimap,
      translation,
    ],
    moddleExtensions: { sop: sopModdle },
  });
}
