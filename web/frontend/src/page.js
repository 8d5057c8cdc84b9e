// What every page gets: Bootstrap's looks, htmx, and our own on top of both.
import 'bootstrap/dist/css/bootstrap.min.css';
import htmx from 'htmx.org';
import './app.css';
import './sops.css';
import './tasks.css';
import './dashboard.css';
import './app.js';

// Nothing inline and no eval: the pages are served under a strict Content-Security-Policy.
Object.assign(htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  historyCacheSize: 0, // pages name people; nothing of them stays in the browser's storage
});
window.htmx = htmx;
