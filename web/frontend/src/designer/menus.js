// What can be drawn: a task is one that a person does, and what Sopan refuses is not offered.
const EARLY = 400;
const REFUSED = /ad-hoc|complex-gateway|compensation/;

class SopMenus {
  static $inject = ['popupMenu', 'palette', 'contextPad', 'bpmnFactory', 'elementFactory', 'create', 'autoPlace', 'translate'];

  constructor(popupMenu, palette, contextPad, bpmnFactory, elementFactory, create, autoPlace, translate) {
    Object.assign(this, { bpmnFactory, elementFactory, create, autoPlace, translate });
    popupMenu.registerProvider('bpmn-replace', EARLY, this);
    palette.registerProvider(EARLY, this);
    contextPad.registerProvider(EARLY, this);
  }

  getPopupMenuEntries() {
    return (entries) => Object.fromEntries(Object.entries(entries).filter(([id]) => !REFUSED.test(id)));
  }

  getPopupMenuHeaderEntries() {
    return (entries) => entries;
  }

  getPaletteEntries() {
    return (entries) => {
      const entry = entries['create.task'];
      if (entry) {
        const begin = (event) => this.create.start(event, this.userTask());
        entry.className = 'bpmn-icon-user-task';
        entry.action = { dragstart: begin, click: begin };
      }
      return entries;
    };
  }

  getContextPadEntries() {
    return (entries) => {
      const entry = entries['append.append-task'];
      if (entry) {
        const drag = (event, source) => this.create.start(event, this.userTask(), { source });
        entry.className = 'bpmn-icon-user-task';
        entry.action = { dragstart: drag, click: (event, source) => this.autoPlace.append(source, this.userTask()) };
      }
      delete entries['append.compensation-activity'];
      return entries;
    };
  }

  userTask() {
    return this.elementFactory.createShape({ type: 'bpmn:UserTask' });
  }
}

export default { __init__: ['sopMenus'], sopMenus: ['type', SopMenus] };
