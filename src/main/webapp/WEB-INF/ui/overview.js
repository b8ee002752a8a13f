// Overview: how the whole is doing, in figures and lines.

import { chart } from './charts.js';
import * as cluster from './cluster.js';
import { h, keyed, row, say, table } from './dom.js';
import { total } from './figures.js';
import { bytes, count, millis, rate, words } from './format.js';
import { badge, stateOf } from './node-state.js';

const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);
const lineOf = (name) => (sample) => sample[name];

const NODE_COLUMNS = ['Node', 'State', ['Connections', 'number'], ['Outboxes', 'number'], ['Lane backlog', 'number'], ['Lag', 'number'],
  ['Heap', 'number'], ['CPU', 'number']];
const REASON_COLUMNS = ['Reason', 'What', ['Last 5 min', 'number'], ['Since start', 'number']];

const CHARTS = [
  ['Messages per second', rate, () => [['published', lineOf('published')], ['delivered', lineOf('delivered')]]],
  ['Push to socket', millis, () => [['p50, half are faster', lineOf('p50')], ['p99, one in 100 is slower', lineOf('p99')]]],
  ['Lost and turned away per second', rate, () => [['dropped', lineOf('dropped')], ['refused', lineOf('refused')], ['closed', lineOf('closed')]]],
  ['Exchange lag', millis, (history) => [...new Set(history.flatMap((sample) => Object.keys(sample.lag)))].sort((a, b) => a - b)
    .map((node) => [`node ${node}`, (sample) => sample.lag[node] ?? null])],
];

/** The figures that an operator looks at first. */
function tiles() {
  const cells = ['Nodes ready', 'Connections', 'Published', 'Delivered', 'p99', 'Waiting for clients'].map((name) => {
    const value = h('dd');
    return { value, view: h('div', h('dt', name), value) };
  });
  const show = () => {
    const known = cluster.all().filter((node) => node.state !== 'gone');
    const figures = cluster.figures();
    const last = cluster.history().at(-1) ?? {};
    const ready = figures.filter((one) => one.ready).length;
    const values = [`${ready} of ${known.length}`, count(sum(figures.map((one) => one.connections))), `${rate(last.published)} /s`,
      `${rate(last.delivered)} /s`, millis(last.p99), bytes(sum(figures.map((one) => one.outbox?.bytes ?? 0)))];
    values.forEach((value, i) => say(cells[i].value, value));
    cells[0].value.classList.toggle('bad', ready < known.length);
  };
  return { view: h('dl.tiles', cells.map((cell) => cell.view)), show };
}

function nodesTable() {
  const body = h('tbody');
  const make = () => {
    const state = badge();
    const cells = [1, 2, 3, 4, 5, 6].map(() => h('td.number'));
    const name = h('a');
    const made = row(NODE_COLUMNS, h('th', { scope: 'row' }, name), h('td', state.view), cells);
    made.show = (node) => {
      const one = node.state === 'there' ? node.figures : {};
      say(name, `Node ${node.number}`);
      name.href = `#/nodes?node=${node.number}`;
      state.show(stateOf(node));
      [count(one.connections), bytes(one.outbox?.bytes), count(one.backlog), millis(one.lagMillis), one.heap ? bytes(one.heap.used) : '–',
        one.processCpu === undefined || one.processCpu === null ? '–' : `${Math.round(one.processCpu * 100)} %`]
        .forEach((value, i) => say(cells[i], value));
    };
    return made;
  };
  const view = h('section.panel', h('h2', 'Nodes'), table('Nodes', NODE_COLUMNS, body));
  return { view, show: () => keyed(body, cluster.all(), (node) => node.number, make) };
}

function connectionRows(columns, rows) {
  return table('Connections by app and dialect', columns, h('tbody', rows.map(([app, ...numbers]) => row(columns,
    h('th', { scope: 'row' }, app), numbers.map((number) => h('td.number', count(number)))))));
}

/** Connections by app and dialect. */
function connectionsTable() {
  const place = h('div');
  const view = h('section.panel', h('h2', 'Connections by app and dialect'), place);
  let shown = '';
  const show = () => {
    const apps = new Map();
    const dialects = new Set();
    for (const { app, dialect, connections } of cluster.figures().flatMap((one) => one.connectionsBy ?? [])) {
      dialects.add(dialect);
      apps.set(app, apps.get(app) ?? {});
      apps.get(app)[dialect] = (apps.get(app)[dialect] ?? 0) + connections;
    }
    const names = [...dialects].sort();
    const rows = [...apps].map(([app, by]) => [app, total(by), ...names.map((name) => by[name] ?? 0)]).sort((a, b) => b[1] - a[1]).slice(0, 50);
    const now = JSON.stringify([names, rows]);
    if (now === shown) {
      return;
    }
    shown = now;
    place.replaceChildren(rows.length === 0 ? h('p.empty', 'Nobody is connected.')
      : connectionRows(['App', ['All', 'number'], ...names.map((name) => [name, 'number'])], rows));
  };
  return { view, show };
}

/** What was dropped, refused and closed, and why. */
function reasonsTable() {
  const body = h('tbody');
  const empty = h('p.empty', 'Nothing was dropped, refused or closed.');
  const make = () => {
    const cells = [h('td'), h('td.number'), h('td.number')];
    const name = h('th', { scope: 'row' });
    const made = row(REASON_COLUMNS, name, cells);
    made.show = ({ kind, reason, lately, ever }) => {
      say(name, words(reason));
      [kind, count(lately), count(ever)].forEach((value, i) => say(cells[i], value));
    };
    return made;
  };
  const whole = table('Dropped, refused and closed, by reason', REASON_COLUMNS, body);
  const show = () => {
    const ever = new Map();
    for (const kind of ['dropped', 'refused', 'closed']) {
      for (const [reason, number] of cluster.figures().flatMap((one) => Object.entries(one[kind] ?? {}))) {
        const key = `${kind} ${reason}`;
        const entry = ever.get(key) ?? { key, kind, reason, ever: 0, lately: 0 };
        entry.ever += number;
        ever.set(key, entry);
      }
    }
    for (const [key, number] of cluster.history().flatMap((sample) => Object.entries(sample.byReason))) {
      if (ever.has(key)) {
        ever.get(key).lately += number;
      }
    }
    const rows = [...ever.values()].filter((entry) => entry.ever > 0).sort((a, b) => a.key.localeCompare(b.key)); // in one order, lest they jump
    keyed(body, rows, (entry) => entry.key, make);
    whole.hidden = rows.length === 0;
    empty.hidden = rows.length > 0;
  };
  return { view: h('section.panel', h('h2', 'Reasons'), empty, whole), show };
}

export default {
  title: 'Overview',
  open(place) {
    const parts = [tiles(), nodesTable(), connectionsTable(), reasonsTable()];
    const charts = CHARTS.map((one) => chart(...one));
    const [top, ...tables] = parts.map((part) => part.view);
    place.append(top, tables[0], h('div.charts', charts.map((one) => one.view)), h('div.pair', tables.slice(1)));
    const end = cluster.watch(() => {
      parts.forEach((part) => part.show());
      charts.forEach((one) => one.draw(cluster.history()));
    });
    return () => {
      end();
      charts.forEach((one) => one.close());
    };
  },
};
