// Reads and writes our extension elements; whatever a call changes is one step to undo.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';

export function all(bo, type) {
  return (bo.get('extensionElements')?.get('values') ?? []).filter((each) => is(each, type));
}

export function first(bo, type) {
  return all(bo, type)[0];
}

// Change properties of `moddle`, which belongs to `element`.
export function change(injector, element, moddle, properties) {
  injector.get('modeling').updateModdleProperties(element, moddle, properties);
}

// Give the first element of `type` these properties; without one it is made, left without
// anything it is taken away. Undefined and '' mean nothing is said.
export function put(injector, element, bo, type, properties) {
  const found = first(bo, type);
  const given = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, value || undefined]));
  if (!found) {
    if (Object.values(given).some((value) => value !== undefined)) add(injector, element, bo, type, given);
    return;
  }
  const left = { ...said(found), ...given };
  if (Object.values(left).some((value) => value !== undefined)) change(injector, element, found, given);
  else remove(injector, element, bo, found);
}

export function add(injector, element, bo, type, properties) {
  const made = create(injector, type, properties);
  const holder = bo.get('extensionElements');
  if (holder) {
    made.$parent = holder;
    change(injector, element, holder, { values: [...holder.get('values'), made] });
    return made;
  }
  const fresh = injector.get('bpmnFactory').create('bpmn:ExtensionElements', { values: [made] });
  fresh.$parent = bo;
  made.$parent = fresh;
  change(injector, element, bo, { extensionElements: fresh });
  return made;
}

export function remove(injector, element, bo, gone) {
  const holder = bo.get('extensionElements');
  replace(injector, element, bo, holder.get('values').filter((each) => each !== gone));
}

// Let the texts of `type` be exactly these.
export function setTexts(injector, element, bo, type, texts) {
  const others = (bo.get('extensionElements')?.get('values') ?? []).filter((each) => !is(each, type));
  const made = texts.map((body) => create(injector, type, { body }));
  replace(injector, element, bo, [...others, ...made]);
}

// Let the children of `moddle` in its list `property` be exactly these.
export function setChildren(injector, element, moddle, property, children) {
  for (const child of children) child.$parent = moddle;
  change(injector, element, moddle, { [property]: children });
}

export function create(injector, type, properties = {}) {
  return injector.get('bpmnFactory').create(type, properties);
}

// The process a shape stands for: of the plane, of a pool or of the process itself.
export function processOf(element) {
  const bo = getBusinessObject(element);
  if (is(bo, 'bpmn:Process')) return bo;
  if (is(bo, 'bpmn:Participant')) return bo.get('processRef');
  if (is(bo, 'bpmn:Collaboration')) return mainProcess(bo.get('participants') ?? []);
  return undefined;
}

// Of a canvas with pools: the first process with content, as the engine sees it.
function mainProcess(pools) {
  const processes = pools.map((pool) => pool.get('processRef')).filter(Boolean);
  return processes.find((each) => (each.get('flowElements') ?? []).length) ?? processes[0];
}

function replace(injector, element, bo, values) {
  const holder = bo.get('extensionElements');
  if (!values.length) {
    if (holder) change(injector, element, bo, { extensionElements: undefined });
    return;
  }
  if (holder) {
    for (const each of values) each.$parent = holder;
    change(injector, element, holder, { values });
    return;
  }
  const fresh = injector.get('bpmnFactory').create('bpmn:ExtensionElements', { values });
  for (const each of values) each.$parent = fresh;
  fresh.$parent = bo;
  change(injector, element, bo, { extensionElements: fresh });
}

function said(moddle) {
  return Object.fromEntries(
    moddle.$descriptor.properties
      .filter((property) => property.ns.prefix === 'sop')
      .map((property) => property.ns.localName)
      .map((name) => [name, moddle.get(name)])
      .filter(([, value]) => value !== undefined && !(Array.isArray(value) && !value.length)),
  );
}
