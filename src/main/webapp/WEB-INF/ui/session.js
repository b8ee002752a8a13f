// Who is logged in. What was typed is kept by this tab only, until it is closed or somebody logs out.

import { get, showing } from './api.js';

const KEPT = 'wsgateway.console';

let current = null; // { headers, caller, scopes, apps }
let onEnd = () => {};

/** Calls this with a sentence when a session ends by itself. */
export function whenEnded(told) {
  onEnd = told;
}

export const caller = () => current?.caller ?? '';

/** Whether the caller showed who it is; gateway.push.open=true lets in who did not. */
export const isSomebody = () => caller() !== '(anybody)';

/** Whether the caller may: push, read, manage or admin. */
export const can = (scope) => current?.scopes.includes(scope) ?? false;

/** The apps that the caller is for; null for all. */
export const apps = () => (!current || current.apps.includes('*') ? null : current.apps);

function use(session) {
  current = session;
  showing(session?.headers ?? {}, (problem) => end(problem.message));
}

function end(why) {
  if (current) {
    logOut();
    onEnd(`You were logged out: ${why}`);
  }
}

/** Logs in with these headers, or throws a Problem. */
export async function logIn(headers) {
  showing(headers);
  try {
    const answer = await get('caller');
    const scopes = answer.scopes.map((scope) => scope.toLowerCase());
    if (!scopes.includes('read')) {
      throw new Error(`${answer.caller} may not read, which this console needs: give it the scopes read and admin.`);
    }
    use({ headers, caller: answer.caller, scopes, apps: answer.apps });
    sessionStorage.setItem(KEPT, JSON.stringify(current));
  } catch (error) {
    use(null);
    throw error;
  }
}

export function logOut() {
  sessionStorage.removeItem(KEPT);
  use(null);
}

/** Goes on after the page was loaded again in the same tab; whether there was anything to go on with. */
export function resume() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    if (kept?.headers) {
      use(kept);
    }
  } catch {
    sessionStorage.removeItem(KEPT);
  }
  return current !== null;
}

export const keyHeaders = (key) => (key ? { 'X-API-Key': key } : {});

export function passwordHeaders(user, password) {
  const utf8 = new TextEncoder().encode(`${user}:${password}`);
  return { Authorization: `Basic ${btoa(String.fromCharCode(...utf8))}` };
}
