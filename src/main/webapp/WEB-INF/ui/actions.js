// What an administrator does to users, topics and connections; each asks first, and says what came of it.

import { call, path } from './api.js';
import { ask } from './dialog.js';
import { field, h, input, select } from './dom.js';
import { nodesNamed, plural } from './format.js';

const DURATIONS = [['600', '10 minutes'], ['3600', 'an hour'], ['86400', 'a day'], ['604800', 'a week'], ['never', 'until it is lifted']];

/** The fields that say for how long, and what clients are told. */
export const blockFields = () => [
  field('For', select('for', DURATIONS, '3600')),
  field('Reason', input('reason', { maxlength: 123, spellcheck: 'true', autocapitalize: 'sentences' }), 'clients are told'),
];

/** Of those fields what the API wants. */
export function blockEnd({ for: duration, reason }) {
  return {
    ...(duration.value === 'never' ? { expires: 'never' } : { seconds: Number(duration.value) }),
    ...(reason.value.trim() ? { reason: reason.value.trim() } : {}),
  };
}

const without = (missing) => (missing?.length > 0 ? ` ${nodesNamed(missing)} did not answer.` : '');

/** How far a push went, by its receipt. */
function reached({ connections, nodes, trust, degraded }) {
  const here = connections === undefined ? 'The push was taken' : `Pushed: to ${plural(connections, 'connection')} of the node that took it`;
  const further = nodes > 0 ? `${trust === 'at-least' ? ', and at least ' : ', and '}${plural(nodes, 'other node')}` : '';
  return `${here}${further}.${degraded ? ' Others may not have got it: the exchange between nodes has a fault.' : ''}`;
}

/** Pushes to { user }, { topic } or { connection } of an app. */
export function push(app, to, name) {
  return ask({
    title: `Push to ${name}`,
    fields: [field('Text', h('textarea', { name: 'text', rows: 4, required: true }))],
    button: 'Push',
    async act({ text }) {
      const { receipts } = await call('POST', path`apps/${app}/messages`, { body: { to, text: text.value } });
      return reached(receipts[0]);
    },
  });
}

const closeFields = () => [h('div.pair.narrow',
  field('Code', h('input', { name: 'code', type: 'number', min: 1000, max: 4999, value: 1008, required: true })),
  field('Reason', input('reason', { maxlength: 123, spellcheck: 'true' }), 'the client is told'))];

export function closeConnection(app, id) {
  return ask({
    title: `Close connection ${id}?`,
    text: 'Good clients stay away after 1000 and 1008, and come back after 1001.',
    fields: closeFields(),
    button: 'Close it',
    danger: true,
    async act({ code, reason }) {
      const answer = await call('DELETE', path`apps/${app}/connections/${id}`, { query: { code: code.value, reason: reason.value } });
      return `Connection ${id} is being closed.${without(answer.missing)}`;
    },
  });
}

export function closeUser(app, user, connections) {
  return ask({
    title: `Close all connections of ${user}?`,
    text: `There ${connections === 1 ? 'is' : 'are'} ${plural(connections, 'connection')}. Its clients may connect again at once; block the user to keep them out.`,
    fields: closeFields(),
    button: 'Close all',
    danger: true,
    async act({ code, reason }) {
      const { closed, missing } = await call('DELETE', path`apps/${app}/users/${user}/connections`, { query: { code: code.value, reason: reason.value } });
      return `${plural(closed, 'connection')} of ${user} ${closed === 1 ? 'is' : 'are'} being closed.${without(missing)}`;
    },
  });
}

export function blockUser(app, user) {
  return ask({
    title: `Block ${user}?`,
    text: `Its connections in ${app} are closed on all nodes, and it cannot connect again, whatever it proves.`,
    fields: blockFields(),
    button: 'Block',
    danger: true,
    async act(fields) {
      await call('POST', 'blocks', { body: { app, user, ...blockEnd(fields) } });
      return `${user} is blocked in ${app}. The view Blocks lifts it.`;
    },
  });
}
