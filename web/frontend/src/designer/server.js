// Talks to the page's own server; every answer is JSON, a refusal too: {message, code}.
export class Refused extends Error {
  constructor(status, answer) {
    super(answer.message ?? String(status));
    this.status = status;
    this.code = answer.code ?? '';
    this.answer = answer;
  }
}

export function connect(host) {
  const { url, csrf } = host.dataset;
  return {
    url,
    read: async (path) => (await answered(await fetch(`${url}/${path}`, { credentials: 'same-origin' }))).text(),
    send: async (path, body, headers = {}) => {
      const response = await fetch(`${url}/${path}`, {
        method: 'POST',
        body,
        credentials: 'same-origin',
        headers: { 'X-CSRF-Token': csrf, 'Content-Type': 'application/xml', Accept: 'application/json', ...headers },
      });
      return (await answered(response)).json();
    },
  };
}

async function answered(response) {
  if (response.redirected && !response.url.includes('/perancang/')) throw new Refused(401, {});
  if (response.ok) return response;
  const json = response.headers.get('content-type')?.startsWith('application/json');
  throw new Refused(response.status, json ? await response.json() : {});
}
