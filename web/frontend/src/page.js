// What every page gets: looks, and small conveniences on top. htmx comes when the page can be used
// already, and only where something in it asks for htmx.
import 'bootstrap/dist/css/bootstrap.css';
import './app.css';
import './sheets.css';
import './sops.css';
import './tasks.css';
import './dashboard.css';
import './phone.css';
import './app.js';
import './sending.js';

if (document.querySelector('[hx-get], [hx-post]')) window.addEventListener('load', () => import('./live.js'));

// A menu that is one row to push along on a phone shows where one is.
document.querySelector('.admin-menu [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
