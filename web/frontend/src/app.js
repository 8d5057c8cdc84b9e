// What every page does. Everything here is a convenience: pages work without it.
import { send } from './sending.js';

// A form that is sent twice by an impatient thumb is sent once; `data-sure` asks first. At the
// capture, so before htmx; a form whose answer is a download is free again after a while.
const AGAIN_MS = 30_000;
document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    const stop = () => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    if (form.hasAttribute('aria-busy') || (form.dataset.sure && !window.confirm(form.dataset.sure))) {
      stop();
      return;
    }
    if (form.method !== 'post' || form.hasAttribute('hx-post')) return;
    form.setAttribute('aria-busy', 'true');
    const free = () => form.removeAttribute('aria-busy');
    if (form.hasAttribute('data-careful')) {
      stop();
      send(form, event.submitter).then((left) => left || free());
    } else setTimeout(free, AGAIN_MS);
  },
  true,
);

// Back by the browser's button: what was sent then may be sent again now.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[aria-busy]')) form.removeAttribute('aria-busy');
});

// A link to something folded up unfolds it; into that and into a group of fields it leads at once.
document.addEventListener('click', (event) => {
  const path = event.target.closest('a[href^="#"]')?.getAttribute('href');
  const goal = path && document.getElementById(path.slice(1));
  if (!goal?.matches('details, fieldset')) return;
  if (goal.matches('details')) goal.open = true;
  setTimeout(() => goal.querySelector('select, textarea, input:not([type=hidden])')?.focus());
});

// An open menu closes when one looks elsewhere.
const close = (keep) => {
  for (const menu of document.querySelectorAll('details.account-menu[open]')) {
    if (menu !== keep) menu.removeAttribute('open');
  }
};
document.addEventListener('click', (event) => close(event.target.closest('details.account-menu')));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') close(null);
});
