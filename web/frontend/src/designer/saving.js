// Saves a moment after each change, and says so. Nobody's work is lost: who was slower chooses.
import { Refused } from './server.js';
import { words } from './words.js';

const PAUSE = 1500;
const AGAIN = 5000;

export class Saving {
  constructor(modeler, server, host, status, notices, saved) {
    Object.assign(this, { modeler, server, status, notices, saved });
    this.revision = Number(host.dataset.revision);
    this.waiting = 0;
    this.attempt = Promise.resolve();
    this.dirty = false;
    this.busy = false;
    this.stopped = false;
    this.say(host.dataset.saved);
    modeler.on('commandStack.changed', () => this.soon());
    window.addEventListener('beforeunload', (event) => {
      if (this.dirty) event.preventDefault();
    });
  }

  get idle() {
    return !this.busy && !this.dirty && !this.stopped;
  }

  soon(pause = PAUSE) {
    this.dirty = true;
    if (this.stopped) return;
    if (!this.busy) this.status.textContent = words.unsaved;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), pause);
  }

  // Save now what is not saved yet; true once all of it is.
  async save() {
    clearTimeout(this.waiting);
    while (this.busy) await this.attempt;
    if (!this.dirty) return true;
    this.attempt = this.send();
    await this.attempt;
    if (this.dirty && !this.stopped) this.soon(AGAIN);
    return !this.dirty;
  }

  async send() {
    this.busy = true;
    this.dirty = false;
    this.status.textContent = words.saving;
    try {
      const { xml } = await this.modeler.saveXML({ format: true });
      this.noted(await this.server.send('simpan', xml, { 'X-Revision': String(this.revision) }));
    } catch (reason) {
      this.dirty = true;
      this.failed(reason);
    } finally {
      this.busy = false;
    }
  }

  noted(draft) {
    this.revision = draft.revision;
    this.say(draft.saved_at);
    this.notices.clear('saving');
    this.saved();
  }

  // When it was saved: the time, of another day the date.
  say(at) {
    const saved = new Date(at);
    const today = saved.toDateString() === new Date().toDateString();
    const shown = today ? { timeStyle: 'short', hourCycle: 'h23' } : { dateStyle: 'medium' };
    this.status.textContent = words.saved(saved.toLocaleString(document.documentElement.lang, shown));
  }

  failed(reason) {
    this.status.textContent = words.unsaved;
    if (!(reason instanceof Refused)) this.notices.show('saving', words.offline);
    else if (reason.code === 'draft.changed') this.choose(reason);
    else if (reason.code === 'draft.closed') this.end(words.ended);
    else if (reason.status === 401 || reason.status === 403) this.notices.show('saving', words.login);
    else this.notices.show('saving', reason.message);
  }

  choose(reason) {
    this.stopped = true;
    this.notices.show('saving', `${words.changed} ${reason.message}`, [
      [words.download, () => this.download()],
      [words.mine, () => this.over(reason.answer.revision)],
      [words.theirs, () => this.leave()],
    ]);
  }

  // Somebody else has saved while nothing was changed here.
  behind(draft) {
    this.stopped = true;
    this.notices.show('saving', words.behind(draft.saved_by), [[words.reload, () => this.leave()]]);
  }

  over(revision) {
    this.revision = revision;
    this.stopped = false;
    this.save();
  }

  leave() {
    this.dirty = false;
    window.location.reload();
  }

  end(message) {
    this.stopped = true;
    this.notices.show('saving', message, [[words.download, () => this.download()]]);
  }

  async download() {
    const { xml } = await this.modeler.saveXML({ format: true });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([xml], { type: 'application/xml' }));
    link.download = 'draf.bpmn';
    link.click();
    URL.revokeObjectURL(link.href);
  }
}
