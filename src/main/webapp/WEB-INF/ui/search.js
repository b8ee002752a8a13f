// Search: everything about one user or one connection, and what can be done about it.

import { get, path } from './api.js';
import { appField, remember } from './apps.js';
import { choice, field, h, input } from './dom.js';
import { showReport } from './report.js';
import { isSomebody } from './session.js';

const whereIs = ({ app, kind, name }) => (kind === 'user' ? path`apps/${app}/users/${name}` : path`apps/${app}/connections/${name}`);

const fullReport = (asked, signal) => get(`${whereIs(asked)}/report`, {}, signal);

/** What those may know who show no key. */
async function shortReport(asked, signal) {
  const state = await get(whereIs(asked), {}, signal);
  const connections = asked.kind === 'user' ? state.connections.map((id) => ({ id })) : [{ ...state, missing: undefined }];
  return { ...state, connections, short: true };
}

export default {
  title: 'Search',
  open(place, parameters) {
    const { app: givenApp, user, connection } = parameters;
    const app = appField(givenApp);
    const name = input('name', { required: true, type: 'search', value: user ?? connection ?? '' });
    const kind = connection === undefined ? 'user' : 'connection';
    const form = h('form.bar', app.view, choice('Look for a', 'kind', [['user', 'User'], ['connection', 'Connection']], kind), field('Name or number', name),
      h('button.primary', 'Search'));
    const failure = h('p.failure', { role: 'alert' });
    const result = h('div.result');
    place.append(form, failure, result);
    let running = new AbortController();
    let shown = null; // what to ask for again after an action

    async function show(focus) {
      running.abort();
      running = new AbortController();
      const { signal } = running;
      const asked = shown;
      failure.textContent = '';
      try {
        const report = await (isSomebody() ? fullReport(asked, signal) : shortReport(asked, signal));
        if (!signal.aborted) {
          // What had the focus is replaced; nobody is to be sent back to the top of the page for that.
          const lost = result.contains(document.activeElement);
          showReport(result, asked, report, () => setTimeout(() => place.isConnected && shown === asked && show(false), 500));
          if (focus || lost) {
            result.querySelector('h2')?.focus();
          }
        }
      } catch (error) {
        if (!signal.aborted) {
          result.replaceChildren();
          failure.textContent = error.status === 404 && asked.kind === 'connection' ? `There is no connection ${asked.name} in ${asked.app}: it may have closed.` : error.message;
        }
      }
    }

    form.addEventListener('submit', (event) => {
      event.preventDefault();
      shown = { app: app.control.value.trim(), kind: form.elements.kind.value, name: name.value.trim() };
      if (shown.kind === 'connection' && !/^\d+$/.test(shown.name)) {
        result.replaceChildren();
        failure.textContent = 'A connection is known by its number.';
        return;
      }
      remember(shown.app);
      // So that the address can be passed on, and going back comes here.
      history.replaceState(null, '', `#/search?${new URLSearchParams({ app: shown.app, [shown.kind]: shown.name })}`);
      show(true);
    });
    if (name.value && app.control.value) {
      form.requestSubmit();
    } else {
      (app.control.value ? name : app.control).focus();
    }
    return () => running.abort();
  },
};
