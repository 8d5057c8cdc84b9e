// What every page does, beyond htmx. Everything here is a convenience: pages work without it.
import htmx from 'htmx.org';

// A refusal comes as a part of a page that says where it belongs (HX-Retarget), so show it.
htmx.config.responseHandling = [
  { code: '204', swap: false },
  { code: '[23]..', swap: true },
  { code: '[45]..', swap: true, error: true },
];

// A form that is sent twice by an impatient thumb is sent once; `data-sure` asks first. At the
// capture, so before htmx; a form whose answer is a download is free again after a while.
const AGAIN_MS = 5000;
document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    const stop = () => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    if (form.hasAttribute('aria-busy')) return stop();
    if (form.dataset.sure && !window.confirm(form.dataset.sure)) return stop();
    if (form.method === 'post' && !form.hasAttribute('hx-post')) {
      form.setAttribute('aria-busy', 'true');
      setTimeout(() => form.removeAttribute('aria-busy'), AGAIN_MS);
    }
  },
  true,
);

// Back by the browser's button: what was sent then may be sent again now.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[aria-busy]')) form.removeAttribute('aria-busy');
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
