// htmx, under the strict Content-Security-Policy of our pages: nothing inline (which it reads from
// the page, before this runs) and no eval.
import htmx from 'htmx.org';
import { follow } from './following.js';

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  historyCacheSize: 0, // pages name people; nothing of them stays in the browser's storage
  // A refusal comes as a part of a page that says where it belongs (HX-Retarget), so show it.
  responseHandling: [
    { code: '204', swap: false },
    { code: '304', swap: false },
    { code: '[23]..', swap: true },
    { code: '[45]..', swap: true, error: true },
  ],
});
window.htmx = htmx;
for (const list of document.querySelectorAll('[data-follow]')) follow(list);
