// When the SOP would be finished as it stands on the screen: on demand, and again after each saving
// while it is open. The server writes the table; its rows lead to the steps they are about.
import { make } from '../diagram/dom.js';
import { words } from './words.js';

export class Foreseeing {
  constructor(modeler, server, place, leads) {
    Object.assign(this, { modeler, server, place, leads });
    const inside = (name) => place.querySelector(`#designer-forecast-${name}`);
    this.form = inside('form');
    this.status = inside('status');
    this.result = inside('result');
    this.round = 0;
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.work();
    });
    place.addEventListener('toggle', () => this.again());
  }

  // Show the part and lead there.
  open() {
    if (this.place.open) this.work();
    this.place.open = true;
    this.place.querySelector('summary').focus();
    this.place.scrollIntoView({ block: 'start' });
  }

  again() {
    if (this.place.open) this.work();
  }

  async work() {
    const round = (this.round += 1);
    this.status.textContent = words.foreseeing;
    const { xml } = await this.modeler.saveXML({ format: true });
    const wish = new URLSearchParams(new FormData(this.form));
    const html = await this.server.part(`perkiraan?${wish}`, xml).catch(() => null);
    if (round !== this.round) return;
    this.status.textContent = html === null ? words.unforeseen : '';
    if (html !== null) this.show(html);
  }

  show(html) {
    const page = new DOMParser().parseFromString(html, 'text/html');
    this.result.replaceChildren(...page.body.childNodes);
    for (const row of this.result.querySelectorAll('[data-node]')) {
      const element = this.drawn(row.dataset.node);
      if (element) this.lead(row.querySelector('.foreseen-name'), element);
    }
  }

  // What of a path of nodes stands in this diagram: "cetak#1/langkah_2" is langkah_2, else cetak.
  drawn(path) {
    const registry = this.modeler.get('elementRegistry');
    const parts = path.split('/').map((each) => each.replace(/#\d+$/, '')).filter(Boolean);
    return parts.reverse().map((id) => registry.get(id)).find(Boolean);
  }

  lead(name, element) {
    const button = make('button', 'btn btn-link p-0 text-start', name.textContent);
    button.type = 'button';
    button.addEventListener('click', () => this.leads(element));
    name.replaceChildren(button);
  }
}
