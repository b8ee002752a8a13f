// Calls of the gateway's own API, at whatever address and path this page came from. Several nodes may stand behind that
// address, so that what one does not answer another may.

const root = new URL('../api/v1/', import.meta.url);
const TRIES = 3;
const PAUSE = 300; // milliseconds between them
const PATIENCE = 15_000;

let credentials = {};
let onRefused = () => {};

/** What every call shows from now on, and who is told when that is no longer good. */
export function showing(headers, refused = () => {}) {
  credentials = headers;
  onRefused = refused;
}

/** Why a call failed: the problem document that came, or that nothing came. */
export class Problem extends Error {
  constructor(status, title, detail) {
    super(detail || title);
    this.status = status;
    this.title = title;
  }
}

/** A path of which each part that is put in is one segment: path`apps/${app}/topics`. */
export function path(parts, ...names) {
  return parts.reduce((whole, part, i) => whole + encodeURIComponent(names[i - 1]) + part);
}

function address(where, query) {
  const url = new URL(where, root);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') {
      url.searchParams.set(name, value);
    }
  }
  return url;
}

async function problemOf(response) {
  const text = await response.text().catch(() => '');
  let problem = {};
  try {
    problem = JSON.parse(text) ?? {};
  } catch { // a proxy's page, say
  }
  const title = problem.title ?? (response.statusText || 'An error');
  const faults = (problem.errors ?? []).map((fault) => fault.detail ?? fault.message ?? fault).join(' ');
  return new Problem(response.status, title, [problem.detail, faults].filter(Boolean).join(' ') || `${title} (status ${response.status})`);
}

const gone = (error) => error.status === 0 || [502, 504].includes(error.status);
const pause = (millis) => new Promise((done) => { setTimeout(done, millis); });

async function once(method, where, { query, body, headers = {}, signal }) {
  const request = {
    method,
    signal: signal ?? AbortSignal.timeout(PATIENCE),
    cache: 'no-store',
    credentials: 'omit', // nothing that a browser would add by itself
    headers: { ...credentials, ...headers },
  };
  if (body !== undefined) {
    request.headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(address(where, query), request);
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new Problem(0, 'No answer', 'The gateway does not answer. It may be restarting, or the network may be down.');
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.status === 401) {
      onRefused(problem);
    }
    throw problem;
  }
  return response;
}

/**
 * The response to a call, as it is. What only asks is asked again, perhaps of another node; what acts is not, since
 * nobody knows whether it was done.
 */
export async function request(method, where, options = {}) {
  for (let left = method === 'GET' ? TRIES : 1; ; left--) {
    try {
      return await once(method, where, options);
    } catch (error) {
      if (left <= 1 || !gone(error)) {
        throw error;
      }
      await pause(PAUSE);
    }
  }
}

/** What a call answers, read as JSON; an empty object if it answers nothing. */
export async function call(method, where, options) {
  const text = await (await request(method, where, options)).text();
  return text ? JSON.parse(text) : {};
}

export const get = (where, query, signal) => call('GET', where, { query, signal });
