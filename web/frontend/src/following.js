// A list that follows what others do: asked for again every so often, at once when somebody comes
// back to it, not at all while nobody looks, and ever more rarely while there is no line.
import htmx from 'htmx.org';

const MOST_MS = 10 * 60_000;

export function follow(list) {
  const usual = Number(list.dataset.follow) * 1000;
  const note = document.getElementById('usang');
  let tag = `W/"${list.dataset.etag}"`;
  let wait = usual;
  let timer = 0;
  let asked = Date.now();
  let held = false;
  const told = () => list.querySelector('[data-said]')?.dataset.said ?? '';
  let said = told();

  const later = (after) => {
    clearTimeout(timer);
    timer = setTimeout(ask, after);
  };
  const ask = () => {
    if (document.hidden) return;
    asked = Date.now();
    htmx.trigger(list, 'again');
  };
  const mine = (name, act) => list.addEventListener(name, (event) => event.target === list && act(event));

  mine('htmx:configRequest', ({ detail }) => { detail.headers['If-None-Match'] = tag; });
  mine('htmx:beforeSwap', ({ detail }) => {
    if (detail.isError) detail.shouldSwap = false;
    held = list.contains(document.activeElement);
  });
  // What had the keyboard may be gone, then the list has it; and who does not see it hears of it.
  mine('htmx:afterSwap', () => {
    if (held && !list.contains(document.activeElement)) list.focus({ preventScroll: true });
    if (told() !== said) document.getElementById('kabar').textContent = told();
    said = told();
  });
  mine('htmx:afterRequest', ({ detail: { xhr } }) => {
    const there = xhr.status >= 200 && xhr.status < 400;
    if (there) tag = xhr.getResponseHeader('ETag') ?? tag;
    wait = there ? usual : Math.min(wait * 2, MOST_MS);
    note.hidden = there;
    later(wait);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) clearTimeout(timer);
    else later(Math.max(0, asked + usual - Date.now()));
  });
  window.addEventListener('online', () => later(0));
  later(wait);
}
