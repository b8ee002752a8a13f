// What the gateway knows about one user or connection.

import { blockUser, closeConnection, closeUser, push } from './actions.js';
import { h } from './dom.js';
import { ago, bytes, count, moment, nodesNamed, plural } from './format.js';
import { incidentsView } from './incidents.js';
import { can } from './session.js';

const address = (app, kind, name) => `#/search?${new URLSearchParams({ app, [kind]: name })}`;

/** A button that does something and looks again afterwards. */
const act = (text, label, doIt, again = () => {}, danger = false) => h(danger ? 'button.danger' : 'button', {
  type: 'button',
  'aria-label': label,
  onclick: async () => {
    if (await doIt()) {
      again();
    }
  },
}, text);

function chips(names, empty) {
  return names?.length > 0 ? h('ul.chips', { role: 'list' }, names.map((name) => h('li', name))) : h('span.none', empty);
}

function facts(connection) {
  const { dialect, node, since, address: from, device, pendingMessages, pendingBytes, proofExpires, info, topics } = connection;
  const noted = Object.entries(info ?? {});
  const rows = [ // of which a short report has few
    since && ['Since', `${moment(since)}, ${ago(since)}`],
    from && ['From', h('code', from)],
    dialect && ['Speaks', dialect],
    node !== undefined && ['On', h('a', { href: `#/nodes?node=${node}` }, `node ${node}`)],
    pendingMessages !== undefined && ['Waiting for it', pendingMessages > 0 ? `${plural(pendingMessages, 'message')}, ${bytes(pendingBytes)}` : 'nothing'],
    device && ['Device', h('code', device)],
    proofExpires && ['Its token is good until', moment(proofExpires)],
    topics?.length > 0 && ['Topics of its own', chips(topics)],
    noted.length > 0 && ['Noted', h('code', noted.map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', '))],
  ].filter(Boolean);
  return h('dl.facts', rows.map(([name, value]) => h('div', h('dt', name), h('dd', value))));
}

function connectionView(app, connection, ofUser, again) {
  const { id, user } = connection;
  const heading = `connection-${id}`;
  return h('article.panel', { 'aria-labelledby': heading },
    h('div.heading', h('h3', { id: heading }, `Connection ${id}`)),
    facts(connection),
    h('div.actions', can('push') && act('Push', `Push to connection ${id}`, () => push(app, { connection: id }, `connection ${id}`)),
      can('manage') && act('Close', `Close connection ${id}`, () => closeConnection(app, id), again, true),
      !ofUser && user !== undefined && h('a', { href: address(app, 'user', user) }, `User ${user}`)));
}

/**
 * Shows a report.
 *
 * @param asked { app, kind: 'user' | 'connection', name }
 * @param again called when something was done that the report may show
 */
export function showReport(place, { app, kind, name }, report, again) {
  const { user = kind === 'user' ? name : undefined, online, topics, connections, missing } = report;
  const ofUser = kind === 'user';
  const live = user !== undefined && can('admin') && h('a.button', { href: `#/live?${new URLSearchParams({ app, user })}` }, 'Follow live');
  const state = ofUser ? (online ? `online, ${plural(connections.length, 'connection')}` : 'not connected') : 'connected';
  place.replaceChildren(...[
    h('div.heading', h('h2', { tabindex: -1 }, `${ofUser ? 'User' : 'Connection'} ${name}`),
      h('span.state', { 'data-look': online === false ? 'off' : 'good' }, state)),
    missing?.length > 0 && h('p.failure', `Without ${nodesNamed(missing)}, which did not answer.`),
    h('div.actions', ofUser && [
      can('push') && act('Push', `Push to ${name}`, () => push(app, { user: name }, name)),
      live,
      can('manage') && connections.length > 0 && act('Close all', `Close all connections of ${name}`, () => closeUser(app, name, connections.length), again, true),
      can('admin') && act('Block', `Block ${name}`, () => blockUser(app, name), again, true),
      h('button', { type: 'button', 'aria-label': `Look again at ${name}`, onclick: again }, 'Look again')]),
    report.short && h('p.hint', 'Topics, addresses, what waits and the last errors are shown to who logs in with a key.'),
    ofUser && !report.short && h('section', { 'aria-labelledby': 'topics-of' }, h('h3', { id: 'topics-of' }, `Topics${topics?.length ? ` (${count(topics.length)})` : ''}`),
      chips(topics, 'None.')),
    h('div.cards', connections.map((connection) => connectionView(app, connection, ofUser, again))),
    !report.short && h('section.panel', { 'aria-labelledby': 'errors-of' }, h('h3', { id: 'errors-of' }, 'Last errors'), incidentsView(report.incidents)),
  ].filter(Boolean));
}
