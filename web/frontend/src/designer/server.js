// Talks to the page's own server; answers are JSON, a refusal too: {message, code}, or a part of a page.
export class Refused extends Error {
  constructor(status, answer) {
    super(answer.message ?? String(status));
    this.status = status;
    this.code = answer.code ?? '';
    this.answer = answer;
  }
}

export function connect(host) {
  const { url } = host.dataset;
  let { csrf } = host.dataset;
  const post = async (path, body, headers) => answered(await fetch(`${url}/${path}`, {
    method: 'POST',
    body,
    credentials: 'same-origin',
    headers: { 'X-CSRF-Token': csrf, 'Content-Type': 'application/xml', Accept: 'application/json', ...headers },
  }));
  const sent = async (path, body, headers) => {
    try {
      return await post(path, body, headers);
    } catch (reason) {
      if (![401, 403].includes(reason.status) || reason.code) throw reason;
      csrf = await tokenAfterLogin(url, csrf, reason);
      return post(path, body, headers);
    }
  };
  return {
    read: async (path) => (await answered(await fetch(`${url}/${path}`, { credentials: 'same-origin' }))).text(),
    send: async (path, body, headers = {}) => (await sent(path, body, headers)).json(),
    part: async (path, body) => (await sent(path, body, { Accept: 'text/html' })).text(),
  };
}

// Somebody who has logged in again, in another tab, has another token: it stands in our own page.
async function tokenAfterLogin(url, before, reason) {
  const answer = await fetch(url, { credentials: 'same-origin' });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const token = page.getElementById('designer')?.dataset.csrf;
  if (!token || token === before) throw reason;
  return token;
}

async function answered(response) {
  if (response.ok) return response;
  const json = response.headers.get('content-type')?.startsWith('application/json');
  throw new Refused(response.status, json ? await response.json() : {});
}
