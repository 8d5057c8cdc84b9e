// What the panel says of one step: its row of the table, its standard, its links, its form, and what
// an automatic step does.
import { Group } from '@bpmn-io/properties-panel';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { add, all, create, first, remove, setChildren } from '../extension.js';
import { attribute, checkbox, lines, own, select, split, text, texts } from './entries.jsx';
import { children, list } from './lists.jsx';
import { flag, standard, usually } from './sop.jsx';

const LINKS = [['start-from', 'begins from'], ['call', 'calls'], ['end-with', 'ends with'], ['reference', 'refers to']];
const TYPES = [
  ['', 'text'], ['number', 'number'], ['date', 'date'], ['choice', 'choice'], ['yesno', 'yes or no'], ['file', 'file'], ['table', 'table'],
];
const COLUMN_TYPES = [['', 'text'], ['number', 'number'], ['date', 'date'], ['yesno', 'yes or no']];
const NAME = /^[\p{L}][\p{L}\p{N}_]*$/u;

export function stepGroups(bo, element, injector) {
  const translate = injector.get('translate');
  const group = (id, label, entries, more = {}) => ({ id: `sop-${id}`, label: translate(label), component: Group, entries, ...more });
  const quality = [
    ...standard(bo),
    lines('inputs', 'Inputs', texts('sop:Input', bo), { hint: 'One per line' }),
    lines('outputs', 'Outputs', texts('sop:Output', bo), { hint: 'One per line' }),
  ];
  const groups = [
    group('quality', 'Quality standard', quality, { shouldOpen: true }),
    group('row', 'Row of the table', row(bo)),
    links(bo, element, injector),
  ];
  if (isHuman(bo)) groups.push(form(bo, element, injector), ...tables(bo, element, injector));
  if (is(bo, 'bpmn:ServiceTask')) groups.push(group('handler', 'Automatic work', handler(bo), { shouldOpen: true }));
  if (is(bo, 'bpmn:BusinessRuleTask')) groups.push(group('decision', 'Decision table', decision(bo), { shouldOpen: true }));
  if (is(bo, 'bpmn:ScriptTask')) groups.push(group('script', 'Script', script(bo), { shouldOpen: true }));
  if (is(bo, 'bpmn:CallActivity')) groups.push(group('called', 'Called SOP', called(bo), { shouldOpen: true }));
  const loop = bo.get('loopCharacteristics');
  if (loop && is(loop, 'bpmn:MultiInstanceLoopCharacteristics')) groups.push(group('each', 'For each', collection(loop)));
  return groups;
}

export function assumptionGroup(bo, injector) {
  const entries = [lines('assumption', 'Assumption', assumption(bo), { hint: 'What the source does not say and was inferred' })];
  return { id: 'sop-row', label: injector.get('translate')('Row of the table'), component: Group, entries };
}

function isHuman(bo) {
  return is(bo, 'bpmn:UserTask') || is(bo, 'bpmn:ManualTask') || bo.$type === 'bpmn:Task';
}

function row(bo) {
  return [
    text('number', 'No.', attribute('sop:Step', 'number', bo)),
    text('remarks', 'Remarks', attribute('sop:Step', 'remarks', bo)),
    lines('assumption', 'Assumption', assumption(bo), { hint: 'What the source does not say and was inferred' }),
  ];
}

function assumption(bo) {
  return attribute('sop:Step', 'assumption', bo);
}

function links(bo, element, injector) {
  const items = all(bo, 'sop:Link').map((link, index) => ({
    label: link.get('sop') || injector.get('translate')('Unnamed'),
    entries: [
      text(`link-${index}-sop`, 'SOP', own(link, 'sop')),
      select(`link-${index}-kind`, 'Kind', LINKS, own(link, 'kind')),
    ],
    gone: () => remove(injector, element, bo, link),
  }));
  const make = () => add(injector, element, bo, 'sop:Link', { kind: 'reference', sop: '' });
  return list('links', injector.get('translate')('Links to other SOPs'), items, make);
}

function form(bo, element, injector) {
  const translate = injector.get('translate');
  const found = first(bo, 'sop:Form');
  const items = (found?.get('fields') ?? []).map((field, index) => ({
    label: field.get('label') || field.get('id') || translate('Field'),
    entries: fieldEntries(`field-${index}`, field),
    gone: () => children(injector, element, found, 'fields', 'sop:Field').remove(field),
  }));
  const make = () => {
    const id = unused('isian', found?.get('fields'));
    const fresh = { id, label: `${translate('Field')} ${id.replace(/\D/g, '')}` };
    if (found) children(injector, element, found, 'fields', 'sop:Field').add(fresh);
    else add(injector, element, bo, 'sop:Form', { fields: [create(injector, 'sop:Field', fresh)] });
  };
  return list('form', translate('Form'), items, make);
}

function fieldEntries(id, field) {
  const entries = [
    text(`${id}-label`, 'Label', own(field, 'label')),
    text(`${id}-id`, 'Variable', own(field, 'id'), { check: named }),
    select(`${id}-type`, 'Kind', TYPES, usually(own(field, 'type'), 'text')),
    checkbox(`${id}-required`, 'Must be filled in', flag(own(field, 'required'))),
  ];
  if (field.get('type') === 'choice') {
    entries.push(lines(`${id}-options`, 'Answers', pairs(field, 'options', 'sop:Option', 'value', 'label'), { hint: 'One per line: value = label' }));
  }
  return entries;
}

// The columns of every field that is a table, each a group of its own.
function tables(bo, element, injector) {
  const translate = injector.get('translate');
  const fields = first(bo, 'sop:Form')?.get('fields') ?? [];
  return fields.filter((field) => field.get('type') === 'table').map((field, index) => {
    const inside = children(injector, element, field, 'columns', 'sop:Column');
    const items = (field.get('columns') ?? []).map((column, nth) => ({
      label: column.get('label') || column.get('id'),
      entries: columnEntries(`column-${index}-${nth}`, column),
      gone: () => inside.remove(column),
    }));
    const make = () => {
      const id = unused('kolom', field.get('columns'));
      inside.add({ id, label: `${translate('Column')} ${id.replace(/\D/g, '')}` });
    };
    return list(`columns-${index}`, `${translate('Columns')}: ${field.get('label')}`, items, make);
  });
}

function columnEntries(id, column) {
  return [
    text(`${id}-label`, 'Label', own(column, 'label')),
    text(`${id}-id`, 'Variable', own(column, 'id'), { check: named }),
    select(`${id}-type`, 'Kind', COLUMN_TYPES, usually(own(column, 'type'), 'text')),
    checkbox(`${id}-total`, 'Added up below', flag(own(column, 'total'))),
  ];
}

function named(value) {
  return NAME.test(value ?? '') ? null : 'Letters, digits and _ only, beginning with a letter.';
}

function unused(stem, things) {
  const taken = new Set((things ?? []).map((each) => each.get('id')));
  let number = 1;
  while (taken.has(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

// Children of two attributes, one per line with an equals sign between.
function pairs(moddle, property, type, left, right) {
  return {
    get: () => (moddle.get(property) ?? []).map((each) => `${each.get(left) ?? ''} = ${each.get(right) ?? ''}`).join('\n'),
    set: (injector, element, value) =>
      setChildren(injector, element, moddle, property, split(value).map((line) => create(injector, type, halves(line, left, right)))),
  };
}

function halves(line, left, right) {
  const [before, ...after] = line.split('=');
  const name = before.trim();
  return { [left]: name, [right]: after.join('=').trim() || name };
}

function handler(bo) {
  const found = first(bo, 'sop:Handler');
  const entries = [text('handler-name', 'Handler', attribute('sop:Handler', 'name', bo))];
  if (!found) return entries;
  return [
    ...entries,
    lines('takes', 'Takes', pairs(found, 'takes', 'sop:Take', 'name', 'value'), { hint: 'One per line: name = expression' }),
    lines('gives', 'Gives', pairs(found, 'gives', 'sop:Give', 'name', 'value'), { hint: 'One per line: name = expression' }),
  ];
}

function decision(bo) {
  return [
    text('decision-ref', 'Id of the decision', attribute('sop:Decision', 'ref', bo)),
    text('decision-result', 'Variable of the result', attribute('sop:Decision', 'result', bo)),
  ];
}

function script(bo) {
  return [lines('script', 'Script', own(bo, 'script'), { hint: 'One per line: variable = expression' })];
}

function called(bo) {
  return [text('called', 'Called SOP', own(bo, 'calledElement'), { hint: 'Key of the SOP, with :3 for version 3' })];
}

function collection(loop) {
  return [
    text('each-list', 'List', attribute('sop:Collection', 'expression', loop), { hint: 'e.g. agency.units' }),
    text('each-item', 'Called in each', attribute('sop:Collection', 'item', loop)),
  ];
}

export function workingTime(definition) {
  return checkbox('working-time', 'Count the working time of the agency', {
    get: () => Boolean(first(definition, 'sop:WorkingTime')),
    set: (injector, element, value) => {
      const there = first(definition, 'sop:WorkingTime');
      if (value && !there) add(injector, element, definition, 'sop:WorkingTime', {});
      if (!value && there) remove(injector, element, definition, there);
    },
  });
}
