// Adds our groups to the panel of bpmn-js, according to what is selected.
import { Group } from '@bpmn-io/properties-panel';
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { processOf } from '../extension.js';
import { checkbox, text } from './entries.jsx';
import { sopGroups } from './sop.jsx';
import { assumptionGroup, stepGroups, workingTime } from './step.jsx';

const EARLY = 500; // before the groups of bpmn-js are shown, after they are made

class SopProvider {
  static $inject = ['propertiesPanel', 'injector'];

  constructor(panel, injector) {
    this.injector = injector;
    panel.registerProvider(EARLY, this);
  }

  getGroups(element) {
    return (groups) => {
      const [general, ...others] = groups;
      return [...(general ? [general] : []), ...ours(element, this.injector), ...others];
    };
  }
}

function ours(element, injector) {
  if (element.labelTarget) return ours(element.labelTarget, injector);
  const bo = getBusinessObject(element);
  const process = processOf(element);
  if (process) return sopGroups(process, element, injector);
  if (is(bo, 'bpmn:Activity')) return stepGroups(bo, element, injector);
  if (is(bo, 'bpmn:SequenceFlow')) return flow(bo, injector);
  if (is(bo, 'bpmn:Gateway')) return [assumptionGroup(bo, injector)];
  const timer = (bo.get('eventDefinitions') ?? []).find((each) => is(each, 'bpmn:TimerEventDefinition'));
  return timer ? [group('working', 'Working time', [workingTime(timer)], injector)] : [];
}

function flow(bo, injector) {
  const source = bo.get('sourceRef');
  if (!source || !(is(source, 'bpmn:ExclusiveGateway') || is(source, 'bpmn:InclusiveGateway'))) return [];
  const entries = [
    text('condition', 'This way when', condition(bo), { hint: 'e.g. hasil == "ya"' }),
    checkbox('default', 'Otherwise this way', {
      get: () => source.get('default') === bo,
      set: (services, element, value) =>
        services.get('modeling').updateModdleProperties(element, source, { default: value ? bo : undefined }),
    }),
  ];
  return [group('condition', 'Condition', entries, injector, true)];
}

function condition(bo) {
  return {
    get: () => bo.get('conditionExpression')?.get('body') ?? '',
    set: (injector, element, value) => {
      const made = value ? injector.get('bpmnFactory').create('bpmn:FormalExpression', { body: value }) : undefined;
      if (made) made.$parent = bo;
      injector.get('modeling').updateProperties(element, { conditionExpression: made });
    },
  };
}

function group(id, label, entries, injector, shouldOpen = false) {
  return { id: `sop-${id}`, label: injector.get('translate')(label), component: Group, entries, shouldOpen };
}

export default { __init__: ['sopProvider'], sopProvider: ['type', SopProvider] };
