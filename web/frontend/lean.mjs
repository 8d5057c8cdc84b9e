// Bootstrap without what our pages do not use: of its rules those for plain elements and for the
// classes listed in src/bootstrap.json, of its variables those that a rule reads. A test says when
// a page uses a class that is not listed (tests/architecture/test_styles.py).
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

// An esbuild plugin; the style sheets in `folder` read some of Bootstrap's variables too.
export function lean(folder) {
  return {
    name: 'lean',
    setup(build) {
      build.onLoad({ filter: /bootstrap\.css$/ }, async ({ path }) => {
        const kept = new Set(JSON.parse(await readFile(join(folder, 'bootstrap.json'), 'utf8')));
        const own = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.css'));
        const ours = await Promise.all(own.map((name) => readFile(join(folder, name), 'utf8')));
        return { contents: reduced(await readFile(path, 'utf8'), kept, ours.join('\n')), loader: 'css' };
      });
    },
  };
}

function reduced(text, kept, ours) {
  let rules = using(parse(text.replace(/\/\*[^]*?\*\//g, '')), kept);
  const still = rules.filter(({ head }) => !head.startsWith('@keyframes'));
  const moving = written(still);
  rules = rules.filter((rule) => still.includes(rule) || moving.includes(rule.head.slice('@keyframes '.length)));
  for (;;) {
    const read = new Set(`${written(rules)}${ours}`.match(/var\(\s*--[\w-]+/g)?.map((each) => each.slice(each.indexOf('--'))));
    const fewer = without(rules, (name) => !name.startsWith('--bs-') || read.has(name));
    if (written(fewer) === written(rules)) return written(fewer);
    rules = fewer;
  }
}

// [{ head, inner: rules }] of an @media block, [{ head, body: declarations }] of a rule.
function parse(text) {
  const found = [];
  let at = 0;
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
    const head = text.slice(at, open).replace(/@charset[^;]*;/, '').trim();
    const end = closing(text, open);
    const inside = text.slice(open + 1, end);
    found.push(/^@(media|supports)/.test(head) ? { head, inner: parse(inside) } : { head, body: inside });
    at = end + 1;
  }
  return found;
}

function closing(text, open) {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && (depth -= 1) === 0) return at;
  }
  throw new Error('bootstrap.css: a block without an end');
}

function using(rules, kept) {
  return rules.flatMap((rule) => {
    if (rule.inner) {
      const inner = using(rule.inner, kept);
      return inner.length ? [{ ...rule, inner }] : [];
    }
    if (rule.head.startsWith('@')) return [rule];
    const head = selectors(rule.head).filter((each) => wanted(each, kept)).join(',');
    return head ? [{ ...rule, head }] : [];
  });
}

// What stands within :not() need not be there for a selector to hold.
function wanted(selector, kept) {
  const positive = selector.replace(/:not\((?:[^()]|\([^()]*\))*\)/g, '');
  const classes = positive.match(/\.-?[A-Za-z_][\w-]*/g) ?? [];
  return !positive.includes('[data-bs-') && classes.every((name) => kept.has(name.slice(1)));
}

function selectors(head) {
  return head.split(/,(?![^()]*\))/).map((each) => each.trim());
}

function without(rules, keep) {
  return rules.flatMap((rule) => {
    if (rule.inner) return [{ ...rule, inner: without(rule.inner, keep) }];
    const body = declarations(rule.body).filter((each) => keep(each.split(':', 1)[0].trim()));
    return body.length ? [{ ...rule, body: body.join(';') }] : [];
  });
}

// A semicolon within quotes or brackets, as in a picture's address, ends nothing.
function declarations(body) {
  if (body.includes('{')) return [body];
  return (body.match(/(?:"[^"]*"|\((?:"[^"]*"|[^)"])*\)|[^;])+/g) ?? []).filter((each) => each.trim());
}

function written(rules) {
  return rules.map(({ head, body, inner }) => `${head}{${inner ? written(inner) : body}}`).join('\n');
}
