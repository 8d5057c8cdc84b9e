// What the panel says of the SOP as a whole: its identity, what it rests on, its time, its ladders.
import { Group } from '@bpmn-io/properties-panel';
import { add, all, remove } from '../extension.js';
import { attribute, checkbox, duration, lines, own, select, text, texts } from './entries.jsx';
import { children, list } from './lists.jsx';

const IDENTITY = [
  ['number', 'Number of the SOP'],
  ['agency', 'Agency'],
  ['createdOn', 'Created on'],
  ['revisedOn', 'Revised on'],
  ['effectiveOn', 'Effective on'],
  ['approvedBy', 'Approved by'],
];
const LISTS = [
  ['LegalBasis', 'Legal basis'],
  ['Qualification', 'Qualification'],
  ['RelatedSop', 'Related SOPs'],
  ['Equipment', 'Equipment'],
  ['Warning', 'Warning'],
  ['Record', 'Records'],
];
const KINDS = [['remind', 'reminder'], ['overdue', 'past the time standard'], ['escalate', 'escalation']];
const SCOPES = [['', 'the steps'], ['whole', 'the whole'], ['legal', 'dates set by law']];
const CLOCKS = [['', 'from arrival'], ['claim', 'from being taken']];
const AMOUNTS = { hint: 'e.g. 10 minutes, 2 hours, 4 days, 1 week' };

export function sopGroups(process, element, injector) {
  const translate = injector.get('translate');
  const group = (id, label, entries, more = {}) => ({ id: `sop-${id}`, label: translate(label), component: Group, entries, ...more });
  const identity = IDENTITY.map(([name, label]) => text(`identity-${name}`, label, attribute('sop:Identity', name, process)));
  const basis = LISTS.map(([type, label]) => lines(type, label, texts(`sop:${type}`, process), { hint: 'One per line' }));
  return [
    group('identity', 'SOP identity', identity, { shouldOpen: true }),
    group('basis', 'What the SOP rests on', basis),
    group('whole', 'Time standard of the whole', standard(process)),
    ...ladders(process, element, injector),
    legalDates(process, element, injector),
  ];
}

export function standard(bo) {
  const calendar = attribute('sop:TimeStandard', 'calendar', bo);
  return [
    text('duration', 'Time standard', duration(attribute('sop:TimeStandard', 'duration', bo)), AMOUNTS),
    select('calendar', 'Counted in', [['', 'Working time'], ['kalender', 'Calendar time']], usually(calendar, 'kerja')),
  ];
}

// The usual value counts as nothing said.
export function usually(about, value) {
  return { ...about, get: () => (about.get() === value ? '' : about.get()) };
}

function ladders(process, element, injector) {
  const translate = injector.get('translate');
  const lanes = [['', 'every lane'], ...laneNames(process).map((name) => [name, name, true])];
  const found = all(process, 'sop:Escalation');
  const items = found.map((ladder, index) => ({
    label: named(ladder, translate),
    entries: [
      select(`ladder-${index}-scope`, 'What it watches', SCOPES, usually(own(ladder, 'scope'), 'step')),
      select(`ladder-${index}-lane`, 'Of which lane', lanes, own(ladder, 'lane')),
      select(`ladder-${index}-clock`, 'The clock runs', CLOCKS, usually(own(ladder, 'clock'), 'arrival')),
      text(`ladder-${index}-response`, 'To be taken within', duration(own(ladder, 'response')), AMOUNTS),
    ],
    gone: () => remove(injector, element, process, ladder),
  }));
  const make = () => add(injector, element, process, 'sop:Escalation', {});
  return [
    list('ladders', translate('Escalation ladders'), items, make),
    ...found.map((ladder, index) => rungs(ladder, index, element, injector)),
  ];
}

function rungs(ladder, index, element, injector) {
  const translate = injector.get('translate');
  const inside = children(injector, element, ladder, 'rungs', 'sop:Rung');
  const items = (ladder.get('rungs') ?? []).map((rung, nth) => ({
    label: [rung.get('at'), rung.get('notify')].filter(Boolean).join(' → ') || translate('Rung'),
    entries: rungEntries(`rung-${index}-${nth}`, rung),
    gone: () => inside.remove(rung),
  }));
  const make = () => inside.add({ at: '100%', kind: 'overdue', notify: 'performer superior' });
  return list(`rungs-${index}`, `${translate('Rungs')}: ${named(ladder, translate)}`, items, make);
}

function rungEntries(id, rung) {
  return [
    text(`${id}-at`, 'At', own(rung, 'at'), { hint: '75% of the standard, or -P5D before, P1D after the deadline' }),
    select(`${id}-kind`, 'Called', KINDS, own(rung, 'kind')),
    text(`${id}-notify`, 'Who is told', own(rung, 'notify'), { hint: 'performer, superior, superior:2, head' }),
    text(`${id}-least`, 'Not earlier than after the deadline', duration(own(rung, 'least')), AMOUNTS),
    text(`${id}-repeat`, 'Again every', duration(own(rung, 'repeat')), AMOUNTS),
    checkbox(`${id}-urgent`, 'Urgent', flag(own(rung, 'urgent'))),
    text(`${id}-action`, 'What else is done', own(rung, 'action'), { hint: 'reassign:superior, escalation:CODE, handler:NAME' }),
  ];
}

// "true" or nothing, as a tick.
export function flag(about) {
  return {
    get: () => about.get() === 'true',
    set: (injector, element, value) => about.set(injector, element, value ? 'true' : ''),
  };
}

function named(ladder, translate) {
  const scope = SCOPES.find(([value]) => value === ladder.get('scope'))?.[1] ?? SCOPES[0][1];
  return [translate(scope), ladder.get('lane')].filter(Boolean).join(', ');
}

function legalDates(process, element, injector) {
  const translate = injector.get('translate');
  const items = all(process, 'sop:LegalDate').map((date, index) => ({
    label: [date.get('on'), date.get('to')].filter(Boolean).join(' → '),
    entries: [
      text(`legal-${index}-on`, 'Date by law', own(date, 'on'), { hint: 'MM-DD, or MM-last for the last day of a month' }),
      text(`legal-${index}-to`, 'Owed to', own(date, 'to')),
    ],
    gone: () => remove(injector, element, process, date),
  }));
  const make = () => add(injector, element, process, 'sop:LegalDate', { on: '02-last', to: '' });
  return list('legal', translate('Dates set by law'), items, make);
}

function laneNames(process) {
  const names = [];
  const walk = (sets) => {
    for (const lane of sets.flatMap((set) => set.get('lanes') ?? [])) {
      if (lane.get('name')) names.push(lane.get('name'));
      if (lane.get('childLaneSet')) walk([lane.get('childLaneSet')]);
    }
  };
  walk(process.get('laneSets') ?? []);
  return [...new Set(names)];
}
