// What went wrong, in plain sentences: what happened, and what helps. Reasons that are not here are shown as they are.

import { h, row, table } from './dom.js';
import { moment, words } from './format.js';

const COLUMNS = ['Time', 'What happened', 'Where'];

const SENTENCES = {
  refused: {
    token: 'It showed no good token: none, or one that this app does not trust.',
    expired: 'Its token is no longer, or not yet, in force.',
    'wrong-user': 'Its token is good, but of another user or for another app.',
    forbidden: 'A rule of the app does not allow what it wanted.',
    origin: 'It came from a web page that gateway.origins does not list.',
    blocked: 'It is blocked; the view Blocks says by whom, and lifts it.',
    connections: 'There were as many connections as are allowed.',
    rate: 'It sent faster than it may.',
    size: 'It sent something larger than it may.',
    room: 'It is in as many topics as it may be, or keeps as much.',
    overload: 'It published while as much waited for delivery as the node may hold.',
    time: 'It did not say in time who it is.',
  },
  closed: {
    'going-away': 'The node was started anew.',
    'too-large': 'It sent a message that is too large.',
    'write-failed': 'A message could not be written to it; it had most likely gone.',
    lost: 'Its connection was lost without a word.',
    'slow-consumer': 'It read more slowly than messages came, until its outbox was full. Its line is slow, or its page asleep.',
    'write-deadline': 'It read nothing for too long. It is gone, or its page asleep.',
    'outbox-memory': 'It read nothing while too much waited for all clients of the node together.',
    'slow-application': 'The application could not keep up with what it sent.',
    'not-authenticated': 'It did not say, or not well, who it is.',
    idle: 'Nothing was heard of it for too long.',
    'ping-timeout': 'It did not answer pings: it is gone, or its network is.',
    'bad-message': 'It sent what its protocol does not have.',
    'token-expired': 'Its token’s time was over, and it showed no newer one.',
    blocked: 'It was blocked; the view Blocks says by whom, and lifts it.',
    replaced: 'Another connection of the same user took its place.',
    'too-many-connections': 'There were as many connections as are allowed.',
    'too-fast': 'It sent faster than it may.',
    'app-not-served': 'Its app is no longer served here.',
    restart: 'The node was taken out, and told it when to come back.',
    application: 'Somebody closed it over an API, or the application did.',
  },
  dropped: {
    'slow-consumer': 'Messages were lost with its full outbox.',
    oldest: 'It read more slowly than messages came, and those that had waited longest were dropped.',
    newest: 'It read more slowly than messages came, and those that found no room were dropped.',
    closed: 'Messages were lost, since it went before they were written.',
  },
};

/** One sentence for it, and what the node itself noted. */
function told({ kind, reason, text }) {
  const sentence = SENTENCES[kind]?.[reason] ?? `${words(reason)}.`;
  return h('div', h('span.kind', kind), ' ', sentence, text && h('small.noted', text));
}

/** Newest first: when, what, and where. */
export function incidentsView(list) {
  if (!list?.length) {
    return h('p.empty', 'Nothing was refused, closed or dropped that the nodes remember.');
  }
  return table('Last errors', COLUMNS, h('tbody', list.map((incident) => {
    const { time, node, connection, dialect } = incident;
    return row(COLUMNS, h('td.time', h('time', { datetime: time }, moment(time))), h('td', told(incident)),
      h('td.where', `node ${node}${dialect ? `, ${dialect}` : ''}${connection ? `, connection ${connection}` : ''}`));
  })));
}
