// Bundles src/ into $SOPAN_ASSETS_OUT (web/static/dist): hashed names, a manifest, and the notices of
// every package that went in. Run by hatch_build.py, or by hand with `npm run build`.
import { build } from 'esbuild';
import { access, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { lean } from './lean.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
process.chdir(HERE);

const ENTRIES = {
  app: 'src/page.js', // every page: Bootstrap, htmx, our own
  viewer: 'src/viewer.js', // a diagram to look at
  compare: 'src/compare.js', // two versions side by side
  designer: 'src/designer/main.js', // the Perancang
};

// An editor that the properties panel brings and ours has no field for.
const UNUSED = [
  '@bpmn-io/feel-editor', '@bpmn-io/feelers-editor', '@codemirror/autocomplete', '@codemirror/commands',
  '@codemirror/lang-json', '@codemirror/language', '@codemirror/lint', '@codemirror/state', '@codemirror/view',
];

const target = resolve(process.env.SOPAN_ASSETS_OUT ?? '../static/dist');
const fresh = `${target}.new`; // swapped in at the end: nobody ever sees half a bundle
const old = `${target}.old`;

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });

const { metafile } = await build({
  entryPoints: ENTRIES,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022'],
  minify: true,
  metafile: true,
  outdir: fresh,
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  assetNames: 'asset-[hash]',
  jsx: 'automatic',
  jsxImportSource: '@bpmn-io/properties-panel/preact', // a second preact would break its hooks
  alias: Object.fromEntries(UNUSED.map((name) => [name, resolve('src/designer/unused.js')])),
  plugins: [lean('src')],
  loader: { '.woff': 'file', '.woff2': 'file', '.ttf': 'file', '.eot': 'file', '.svg': 'file' },
  legalComments: 'none', // THIRD-PARTY-NOTICES.txt has them whole
  logLevel: 'warning',
});

await writeFile(join(fresh, 'manifest.json'), `${JSON.stringify(manifest(), null, 1)}\n`);
await writeFile(join(fresh, 'THIRD-PARTY-NOTICES.txt'), await notices());
await compress();
await swap();

// Which files an entry is made of, by its name.
function manifest() {
  const named = {};
  for (const [file, output] of Object.entries(metafile.outputs)) {
    const name = Object.keys(ENTRIES).find((key) => ENTRIES[key] === output.entryPoint);
    if (!name) continue;
    named[name] = {
      js: bare(file),
      css: output.cssBundle ? bare(output.cssBundle) : null,
      imports: output.imports
        .filter((each) => each.kind === 'import-statement')
        .map((each) => bare(each.path)),
    };
  }
  return named;
}

function bare(file) {
  return relative(fresh, resolve(file)).replaceAll('\\', '/');
}

// Beside every text its gzip, so that the server need not make it for a slow line again and again.
async function compress() {
  for (const name of await readdir(fresh)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const packed = gzipSync(await readFile(join(fresh, name)), { level: 9 });
    await writeFile(join(fresh, `${name}.gz`), packed);
  }
}

// The licence of every package whose code is in the bundle, as those licences ask.
async function notices() {
  let text = '';
  for (const folder of packages()) {
    const about = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((name) => /^(licen[cs]e|copying)(\.|$)/i.test(name));
    const licence = file ? await readFile(join(folder, file), 'utf8') : stated(about);
    text += `${'='.repeat(72)}\n${about.name} ${about.version} (${about.license})\n\n${licence.trim()}\n\n`;
  }
  return text;
}

function packages() {
  const found = new Set();
  for (const path of Object.keys(metafile.inputs)) {
    const match = path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/);
    if (match) found.add(match[0]);
  }
  return [...found].sort();
}

function stated(about) {
  const author = about.author?.name ?? about.author ?? 'its authors';
  return `Copyright ${author}. Licence: ${about.license}. The package has no licence file.`;
}

// Put the new bundle where the old one is; a server that reads in between sees one of the two.
async function swap() {
  await rm(old, { recursive: true, force: true });
  if (await exists(target)) await rename(target, old);
  await rename(fresh, target);
  await rm(old, { recursive: true, force: true });
}

async function exists(path) {
  return access(path).then(() => true, () => false);
}
