// Nodes: each with all its figures; taken out, taken in again, and made to read its configuration again.

import { call, path } from './api.js';
import * as cluster from './cluster.js';
import { ask } from './dialog.js';
import { field, h, keyed, say } from './dom.js';
import { ago, bytes, count, millis, percent, plural } from './format.js';
import { badge, stateOf } from './node-state.js';
import { can } from './session.js';

const ROWS = [
  ['Up', (one) => `${ago(one.since)}, version ${one.version}`],
  ['Connections', (one) => count(one.connections)],
  ['Exchange', (one) => `${one.exchangeKind}, ${one.exchange}${one.reconnects ? `, ${plural(one.reconnects, 'reconnect')}` : ''}`],
  ['Lag', (one) => millis(one.lagMillis)],
  ['Memberships', (one) => one.membership],
  ['Lane backlog', (one) => `${count(one.backlog)} of ${count(one.backlogLimit)}`],
  ['Outboxes', (one) => `${bytes(one.outbox?.bytes)} in ${plural(one.outbox?.messages ?? 0, 'message')}`],
  ['Largest outbox', (one) => bytes(one.outbox?.largestBytes)],
  ['Published here', (one) => count(one.published)],
  ['Received from others', (one) => count(one.received)],
  ['Delivered', (one) => count(one.delivered)],
  ['Handshakes', (one) => count(one.handshakes)],
  ['Heap', (one) => `${bytes(one.heap?.used)} of ${bytes(one.heap?.max)}`],
  ['CPU', (one) => percent(one.processCpu)],
  ['Threads', (one) => count(one.threads)],
];

function drain({ number, figures }) {
  const others = cluster.figures().filter((one) => one.node !== number && one.ready).length;
  return ask({
    title: `Drain node ${number}?`,
    text: `It says that it is not ready, waits, takes no new connections, and then closes the ${plural(figures.connections, 'connection')} `
      + `that it has, telling clients when to come back. ${others > 0 ? `${plural(others, 'other node')} can take them.` : 'No other node is ready to take them.'}`,
    fields: [h('div.pair', field('Wait before, in ms', h('input', { name: 'wait', type: 'number', min: 0, max: 600_000, value: 5000, required: true })),
      field('Connections per second', h('input', { name: 'pace', type: 'number', min: 1, max: 100_000, value: 1000, required: true })))],
    button: 'Drain',
    danger: true,
    async act({ wait, pace }) {
      await call('POST', path`nodes/${number}/drain`, { body: { waitMillis: Number(wait.value), pace: Number(pace.value) } });
      cluster.refresh();
      return `Node ${number} drains.`;
    },
  });
}

function resume({ number }) {
  return ask({
    title: `Take node ${number} in again?`,
    text: 'It takes connections again, and says that it is ready.',
    button: 'Resume',
    async act() {
      await call('DELETE', path`nodes/${number}/drain`);
      cluster.refresh();
      return `Node ${number} serves again.`;
    },
  });
}

function reload({ number }) {
  return ask({
    title: `Reload the configuration of node ${number}?`,
    text: 'It reads its sources again: apps, keys and limits change at once, the rest when it is started again. If there is a fault in it, nothing changes.',
    button: 'Reload',
    async act() {
      const { changed, needRestart } = await call('POST', path`nodes/${number}/reload`);
      return `Node ${number} has read its configuration. ${changed.length > 0 ? `Changed: ${changed.join(', ')}.` : 'Nothing has changed.'}`
        + `${needRestart.length > 0 ? ` Only after a restart: ${needRestart.join(', ')}.` : ''}`;
    },
  });
}

function card({ number }) {
  let now;
  const state = badge();
  const values = ROWS.map(() => h('dd'));
  const list = h('dl.facts', ROWS.map(([name], i) => h('div', h('dt', name), values[i])));
  const gone = h('p.empty', 'It has left; its clients will have come back to others.');
  const drainButton = h('button', { type: 'button', onclick: () => drain(now) }, 'Drain');
  const resumeButton = h('button', { type: 'button', onclick: () => resume(now) }, 'Resume');
  const reloadButton = h('button', { type: 'button', onclick: () => reload(now) }, 'Reload');
  const actions = h('div.actions', can('admin') && [drainButton, resumeButton, reloadButton,
    h('a', { href: `#/configuration?node=${number}` }, 'Configuration')]);
  const heading = h('h2', { id: `node-${number}`, tabindex: -1 }, `Node ${number}`);
  const made = h('article.panel', { 'aria-labelledby': `node-${number}` }, h('div.heading', heading, state.view), gone, list, actions);
  made.show = (node) => {
    now = node;
    const there = node.state === 'there';
    state.show(stateOf(node));
    gone.hidden = node.state !== 'gone';
    list.hidden = !node.figures;
    actions.hidden = !there;
    made.classList.toggle('faded', !there);
    if (there) {
      ROWS.forEach(([, value], i) => say(values[i], value(node.figures)));
      const serving = node.figures.state === 'serving';
      const focused = document.activeElement;
      drainButton.hidden = !serving;
      resumeButton.hidden = serving;
      if (focused === drainButton && !serving) {
        resumeButton.focus();
      } else if (focused === resumeButton && serving) {
        drainButton.focus();
      }
    }
  };
  return made;
}

export default {
  title: 'Nodes',
  open(place, { node }) {
    const cards = h('div.cards');
    place.append(cards);
    let wanted = node;
    return cluster.watch(() => {
      keyed(cards, cluster.all(), (one) => one.number, card);
      const heading = wanted && document.getElementById(`node-${wanted}`);
      if (heading) {
        wanted = undefined;
        heading.focus();
      }
    });
  },
};
