// Forms marked `data-careful` are sent without leaving the page: where the line breaks or the office
// refuses, what was typed is still there. Tells whether this page is being left.
export async function send(form, submitter) {
  let answer;
  let text;
  try {
    answer = await post(form, submitter);
    if (answer.status === 403 && (await renewed())) answer = await post(form, submitter);
    text = await answer.text();
  } catch {
    say(document.getElementById('pesan').dataset.lost);
    return false;
  }
  const onward = answer.headers.get('HX-Redirect');
  if (onward) go(onward);
  else show(new DOMParser().parseFromString(text, 'text/html'));
  return Boolean(onward);
}

function post(form, submitter) {
  const body = new FormData(form);
  if (submitter?.name) body.append(submitter.name, submitter.value);
  const path = submitter?.getAttribute('formaction') ?? form.getAttribute('action');
  return fetch(path, { method: 'POST', body, headers: { 'HX-Request': 'true' } });
}

// Who has logged in again in another window has another token; this page then takes it over.
async function renewed() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
  const token = page.querySelector('input[name=_csrf]')?.value;
  for (const field of document.querySelectorAll('input[name=_csrf]')) field.value = token ?? field.value;
  return Boolean(token);
}

function go(path) {
  const there = new URL(path, location.href);
  const stays = there.pathname + there.search === location.pathname + location.search;
  location.assign(there);
  if (stays && there.hash) location.reload();
}

// A whole page takes the place of this one; a part of one is a message.
function show(answer) {
  const fresh = answer.getElementById('isi');
  if (!fresh) {
    tell(...answer.body.childNodes);
    return;
  }
  document.title = answer.title;
  document.getElementById('isi').replaceWith(fresh);
  window.htmx?.process(fresh);
  const first = fresh.querySelector('[autofocus]') ?? fresh;
  first.scrollIntoView({ block: 'center' });
  first.focus({ preventScroll: true });
}

function say(text) {
  const alert = document.createElement('div');
  alert.className = 'alert alert-danger';
  alert.setAttribute('role', 'alert');
  alert.textContent = text;
  tell(alert);
}

function tell(...nodes) {
  const place = document.getElementById('pesan');
  place.replaceChildren(...nodes);
  place.scrollIntoView({ block: 'center' });
}
