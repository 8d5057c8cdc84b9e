// The kinds of entry our groups are made of: each reads and writes one thing of the model.
import {
  CheckboxEntry,
  SelectEntry,
  TextAreaEntry,
  TextFieldEntry,
  isCheckboxEntryEdited,
  isSelectEntryEdited,
  isTextAreaEntryEdited,
  isTextFieldEntryEdited,
} from '@bpmn-io/properties-panel';
import { useService } from 'bpmn-js-properties-panel';
import { described, parsed } from '../duration.js';
import { all, first, put, setTexts } from '../extension.js';

// `get(bo)` and `set(injector, element, bo, value)` say what an entry is about; `bo` is the thing of
// the model its group is about.
export function text(id, label, about, more = {}) {
  return entry(TextEntry, isTextFieldEntryEdited, { id, label, ...about, ...more });
}

export function lines(id, label, about, more = {}) {
  return entry(LinesEntry, isTextAreaEntryEdited, { id, label, ...about, ...more });
}

export function select(id, label, options, about) {
  return entry(ChoiceEntry, isSelectEntryEdited, { id, label, options, ...about });
}

export function checkbox(id, label, about) {
  return entry(TickEntry, isCheckboxEntryEdited, { id, label, ...about });
}

// An attribute of the first extension element of `type`.
export function attribute(type, name, bo) {
  return {
    bo,
    get: () => first(bo, type)?.get(name) ?? '',
    set: (injector, element, value) => put(injector, element, bo, type, { [name]: value }),
  };
}

// An attribute of a thing of the model itself, ours or not.
export function own(moddle, name) {
  return {
    get: () => moddle.get(name) ?? '',
    set: (injector, element, value) =>
      injector.get('modeling').updateModdleProperties(element, moddle, { [name]: value || undefined }),
  };
}

// The texts of every extension element of `type`, one per line.
export function texts(type, bo) {
  return {
    get: () => all(bo, type).map((each) => (each.get('body') ?? '').replace(/\s+/g, ' ').trim()).join('\n'),
    set: (injector, element, value) => setTexts(injector, element, bo, type, split(value)),
  };
}

// A duration, shown in words; `about` gets and sets ISO 8601.
export function duration(about) {
  return {
    get: () => described(about.get()),
    set: (injector, element, value) => about.set(injector, element, parsed(value)),
    check: (value) => (parsed(value ?? '') === undefined ? 'Write a number and a unit: minutes, hours, days or weeks.' : null),
  };
}

export function split(value) {
  return (value ?? '').split('\n').map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean);
}

function entry(component, isEdited, about) {
  return { id: `sop-${about.id}`, component, isEdited, about };
}

function useAbout({ element, about }) {
  const injector = useService('injector');
  const translate = useService('translate');
  return {
    element,
    id: `sop-${about.id}`,
    label: translate(about.label),
    description: about.hint ? translate(about.hint) : undefined,
    getValue: () => about.get(),
    setValue: (value, problem) => {
      if (!problem) about.set(injector, element, value);
    },
    validate: about.check && ((value) => (about.check(value) ? translate(about.check(value)) : null)),
  };
}

function TextEntry(props) {
  const debounce = useService('debounceInput');
  return <TextFieldEntry {...useAbout(props)} debounce={debounce} />;
}

function LinesEntry(props) {
  const debounce = useService('debounceInput');
  const shared = useAbout(props);
  return <TextAreaEntry {...shared} debounce={debounce} rows={2} autoResize />;
}

function ChoiceEntry(props) {
  const translate = useService('translate');
  // A third part says that the label is not ours to translate: the name of a lane.
  const options = props.about.options.map(([value, label, named]) => ({ value, label: named ? label : translate(label) }));
  return <SelectEntry {...useAbout(props)} getOptions={() => options} />;
}

function TickEntry(props) {
  return <CheckboxEntry {...useAbout(props)} />;
}
