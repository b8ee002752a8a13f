// The nodes as they are now, and the last minutes of their figures: asked every two seconds while somebody looks, for
// all views together. Whichever node answers, it answers for all; one that has left is kept for a while, as gone.

import { get } from './api.js';
import { nodesNamed, moment } from './format.js';
import { difference } from './figures.js';

const EVERY = 2_000; // milliseconds
const KEPT = 150; // samples: five minutes
const REMEMBERED = 10 * 60_000; // milliseconds that a node which has left is shown

const watchers = new Set();
const nodes = new Map(); // number: { number, state: 'there' | 'silent' | 'gone', figures, seen }
let samples = [];
let timer = 0;
let running = false;
let fault = null; // { since, message }
let askedAt = 0;

/** All nodes by number: those that are there, those that did not answer, and those that have left. */
export const all = () => [...nodes.values()].sort((a, b) => a.number - b.number);

/** What the nodes that answered have said. */
export const figures = () => all().filter((node) => node.state === 'there').map((node) => node.figures);

/** The last five minutes, oldest first. */
export const history = () => samples;

/** One sentence if the gateway does not answer, or if a node does not; else nothing. */
export function trouble() {
  if (fault) {
    return `No figures since ${moment(fault.since)}: ${fault.message} Trying again.`;
  }
  const silent = all().filter((node) => node.state === 'silent').map((node) => node.number);
  return silent.length > 0 ? `No answer from ${nodesNamed(silent)}; what is shown is without ${silent.length === 1 ? 'it' : 'them'}.` : '';
}

/** Calls this after each answer, and at once if there was one; gives what ends that. */
export function watch(told) {
  watchers.add(told);
  if (askedAt > 0) {
    told();
  }
  return () => watchers.delete(told);
}

export function start() {
  running = true;
  next(0);
}

export function stop() {
  running = false;
  clearTimeout(timer);
  nodes.clear();
  samples = [];
  fault = null;
  askedAt = 0;
  watchers.forEach((told) => told());
}

/** Asks soon, because something was done that shows. */
export const refresh = () => running && next(200);

function next(wait) {
  clearTimeout(timer);
  timer = setTimeout(ask, wait);
}

async function ask() {
  if (document.hidden) {
    return; // until somebody looks again
  }
  try {
    const answer = await get('cluster');
    if (running) {
      fault = null;
      take(answer);
    }
  } catch (error) {
    fault ??= { since: Date.now(), message: error.message };
  }
  if (running) {
    watchers.forEach((told) => told());
    next(EVERY);
  }
}

function take({ items, missing }) {
  const now = Date.now();
  const before = new Map(figures().map((one) => [one.node, one]));
  const seconds = askedAt > 0 ? (now - askedAt) / 1000 : 0;
  askedAt = now;

  for (const node of nodes.values()) {
    if (node.state !== 'gone') {
      node.state = missing.includes(node.number) ? 'silent' : 'gone';
    } else if (now - node.seen > REMEMBERED) {
      nodes.delete(node.number);
    }
  }
  for (const one of items) {
    nodes.set(one.node, { number: one.node, state: 'there', figures: one, seen: now });
  }
  for (const number of missing) {
    const known = nodes.get(number);
    nodes.set(number, known ?? { number, state: 'silent', figures: null, seen: now });
  }
  samples = [...samples, { time: now, ...difference(before, items, seconds) }].slice(-KEPT);
}

document.addEventListener('visibilitychange', () => {
  if (running && !document.hidden) {
    next(0);
  }
});
