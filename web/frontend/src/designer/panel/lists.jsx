// Groups that are lists: things that can be added, changed one by one, and removed.
import { ListGroup } from '@bpmn-io/properties-panel';
import { create, setChildren } from '../extension.js';

// `items` are [{label, entries, gone}]; `make` adds one.
export function list(id, label, items, make) {
  return {
    id: `sop-${id}`,
    label,
    component: ListGroup,
    items: items.map((item, index) => ({
      id: `sop-${id}-${index}`,
      label: item.label,
      entries: item.entries,
      autoFocusEntry: item.entries[0]?.id,
      remove: quietly(item.gone),
    })),
    add: quietly(make),
  };
}

// What adds to and takes from the list `property` of `moddle`.
export function children(injector, element, moddle, property, type) {
  const there = () => moddle.get(property) ?? [];
  return {
    add: (properties = {}) =>
      setChildren(injector, element, moddle, property, [...there(), create(injector, type, properties)]),
    remove: (gone) => setChildren(injector, element, moddle, property, there().filter((each) => each !== gone)),
  };
}

function quietly(act) {
  return (event) => {
    event.stopPropagation();
    act();
  };
}
