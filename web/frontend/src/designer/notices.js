// Messages above the canvas, one for each subject, with what can be done about it.
import { make } from '../diagram/dom.js';

export class Notices {
  constructor(place) {
    this.place = place;
    this.shown = new Map();
  }

  show(subject, message, actions = []) {
    const box = make('div', 'alert alert-warning');
    box.setAttribute('role', 'alert');
    box.append(make('p', 'mb-1', message));
    for (const [label, act] of actions) {
      const button = make('button', 'btn btn-outline-primary me-2', label);
      button.type = 'button';
      button.addEventListener('click', act);
      box.append(button);
    }
    this.clear(subject);
    this.shown.set(subject, box);
    this.place.append(box);
  }

  clear(subject) {
    this.shown.get(subject)?.remove();
    this.shown.delete(subject);
  }
}
