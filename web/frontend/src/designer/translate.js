// What bpmn-js, its panel and ours say, in the language of the page. English is what they are
// written in; what the Indonesian dictionary misses is kept in `missing`, for a test to look at.
import { ID } from './words-id.js';

export const missing = new Set();

const english = document.documentElement.lang.startsWith('en');

export function translate(template, replacements = {}) {
  const words = english ? template : indonesian(template);
  return words.replace(/{([^}]+)}/g, (whole, key) => replacements[key] ?? whole);
}

// The panel's header writes "User Task" what a menu writes "User task".
const caseless = new Map(Object.entries(ID).map(([key, value]) => [key.toLowerCase(), value]));

function indonesian(template) {
  const found = ID[template] ?? caseless.get(template.toLowerCase());
  if (found !== undefined) return found;
  missing.add(template);
  return template;
}

export default { translate: ['value', translate] };
