// What deploying would find, while one draws: on the shapes and in a list that leads to them.
import { make } from '../diagram/dom.js';
import { words } from './words.js';

const PAUSE = 800;
const SIGNS = { error: '✕', warning: '!', info: 'i' };
const MARKERS = ['has-error', 'has-warning', 'has-info'];

export class Checking {
  constructor(modeler, server, list, summary, leads) {
    Object.assign(this, { modeler, server, list, summary, leads });
    this.waiting = 0;
    this.round = 0;
    modeler.on('commandStack.changed', () => this.soon());
  }

  soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.check(), PAUSE);
  }

  async check() {
    const round = (this.round += 1);
    const { xml } = await this.modeler.saveXML({ format: true });
    this.summary.textContent = words.checking;
    const found = await this.server.send('periksa', xml).catch(() => null);
    if (found && round === this.round) this.show(found.findings);
  }

  show(findings) {
    const errors = findings.filter((each) => each.severity === 'error').length;
    const warnings = findings.filter((each) => each.severity === 'warning').length;
    this.summary.textContent = findings.length ? words.findings(errors, warnings) : words.clean;
    this.summary.dataset.severity = errors ? 'error' : warnings ? 'warning' : 'clean';
    const rows = findings.map((finding) => this.row(finding));
    this.list.replaceChildren(...(rows.length ? rows : [make('li', '', words.nothing)]));
    this.mark(findings);
  }

  row(finding) {
    const item = make('li', `finding ${finding.severity}`);
    const lead = make('strong', '', `${words.severity[finding.severity]}: `);
    const element = this.modeler.get('elementRegistry').get(finding.element);
    if (!element) {
      item.append(lead, finding.message);
      return item;
    }
    const button = make('button', 'btn btn-link p-0 text-start');
    button.type = 'button';
    button.append(lead, finding.message);
    button.addEventListener('click', () => this.leads(element));
    item.append(button);
    return item;
  }

  mark(findings) {
    const registry = this.modeler.get('elementRegistry');
    const canvas = this.modeler.get('canvas');
    const overlays = this.modeler.get('overlays');
    overlays.remove({ type: 'finding' });
    registry.forEach((element) => MARKERS.forEach((name) => canvas.removeMarker(element, name)));
    for (const [id, texts] of grouped(findings)) {
      const element = registry.get(id);
      if (!element || element === canvas.getRootElement()) continue;
      const severity = ['error', 'warning', 'info'].find((each) => texts.has(each));
      canvas.addMarker(element, `has-${severity}`);
      if (element.waypoints) continue;
      const html = make('span', `finding-sign ${severity}`, SIGNS[severity]);
      html.title = [...texts.values()].flat().join('\n');
      overlays.add(element, 'finding', { position: { bottom: 10, right: 10 }, html });
    }
  }
}

function grouped(findings) {
  const found = new Map();
  for (const { element, severity, message } of findings) {
    if (!element) continue;
    const texts = found.get(element) ?? new Map();
    texts.set(severity, [...(texts.get(severity) ?? []), message]);
    found.set(element, texts);
  }
  return found;
}
