// Live: what happens to one user or topic, as it happens, on whatever node.

import { path } from './api.js';
import { appField, remember } from './apps.js';
import { choice, field, h, input, say } from './dom.js';
import { bytes, count, plural, words } from './format.js';
import { read } from './stream.js';

const SHOWN = 500; // lines
const HELD = 500; // while paused
const FIRST_RETRY = 500; // milliseconds
const LAST_RETRY = 10_000;

const clock = (time) => {
  const date = new Date(time);
  return `${date.toTimeString().slice(0, 8)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
};

/** What is not the text: who, where and why. */
function about(type, { node, connection, dialect, user, topic, bytes: size, reason, count: number }) {
  return [
    user !== undefined && `user ${user}`,
    topic !== undefined && `topic ${topic}`,
    connection !== undefined && `connection ${connection}`,
    dialect,
    node !== undefined && `node ${node}`,
    number !== undefined && (type === 'delivered' ? `to ${plural(number, 'connection')}` : plural(number, 'event')),
    size !== undefined && bytes(size),
    reason && words(reason),
  ].filter(Boolean).join(' · ');
}

function line(type, event) {
  return h(`li.${type}`, h('time', { datetime: event.time }, clock(event.time)), h('span.kind', type),
    h('span.what', event.text !== undefined && h('span.text', event.text), h('span.about', about(type, event))));
}

export default {
  title: 'Live',
  needs: 'admin',
  open(place, { app: givenApp, user, topic }) {
    const app = appField(givenApp);
    const name = input('name', { required: true, type: 'search', value: user ?? topic ?? '' });
    const follow = h('button.primary', 'Follow');
    const form = h('form.bar', app.view, choice('Follow a', 'kind', [['user', 'User'], ['topic', 'Topic']], topic === undefined ? 'user' : 'topic'), field('Name', name), follow);
    const state = h('span.state', { role: 'status' }, 'Nobody is followed.');
    const held = h('small');
    const pause = h('button', { type: 'button', 'aria-pressed': 'false', disabled: true }, 'Pause');
    const clear = h('button', { type: 'button' }, 'Clear');
    const list = h('ol');
    // Not told to readers as it comes: that would never end. They can walk through it, and pause.
    const log = h('div.stream', { tabindex: 0, role: 'log', 'aria-live': 'off', 'aria-label': 'What happens, newest first' }, list, h('p.hint', 'What happens appears here, newest first.'));
    place.append(form, h('section.panel.flow', { 'aria-label': 'Events' }, h('div.heading', state, held, pause, clear), log));
    let running = null;
    let waiting = null; // while paused: events of which the oldest are given up
    let lost = 0;

    function add(type, event) {
      if (waiting) {
        waiting.push([type, event]);
        if (waiting.length > HELD) {
          waiting.shift();
          lost++;
        }
        say(held, `${count(waiting.length)} held${lost ? `, ${count(lost)} more were not` : ''}`);
        return;
      }
      log.querySelector('.hint').hidden = true;
      list.prepend(line(type, event));
      while (list.childElementCount > SHOWN) {
        list.lastElementChild.remove();
      }
    }

    function show(look, text) {
      state.dataset.look = look;
      say(state, text);
    }

    function stop(text = 'Stopped.') {
      running?.abort();
      running = null;
      follow.textContent = 'Follow';
      pause.disabled = true;
      setPaused(false);
      show('off', text);
    }

    function setPaused(paused) {
      pause.setAttribute('aria-pressed', paused);
      pause.textContent = paused ? 'Go on' : 'Pause';
      const come = waiting ?? [];
      const given = lost;
      waiting = paused ? [] : null;
      lost = 0;
      say(held, '');
      if (given > 0 && !paused) {
        add('skipped', { time: come[0]?.[1].time ?? Date.now(), count: given, reason: 'paused for too long' });
      }
      if (!paused) {
        come.forEach(([type, event]) => add(type, event));
      }
    }

    async function start(followed) {
      running = new AbortController();
      const { signal } = running;
      const { app: of, kind, name: what } = followed;
      const where = kind === 'user' ? path`apps/${of}/users/${what}/live` : path`apps/${of}/topics/${what}/live`;
      follow.textContent = 'Stop';
      pause.disabled = false;
      for (let failures = 0; !signal.aborted;) {
        try {
          show('wait', 'Connecting…');
          await read(where, signal, () => {
            failures = 0;
            show('good', `Following ${kind} ${what} of ${of}.`);
          }, add);
        } catch (error) {
          if (signal.aborted) {
            return;
          }
          if (error.status >= 400 && error.status < 500) {
            stop(error.message);
            return;
          }
        }
        if (!signal.aborted) {
          show('wait', 'The stream has ended; connecting again. What happens meanwhile is missed.');
          const longest = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** failures++);
          await new Promise((done) => { setTimeout(done, longest * (0.5 + Math.random() / 2)); });
        }
      }
    }

    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (running) {
        stop();
        return;
      }
      const followed = { app: app.control.value.trim(), kind: form.elements.kind.value, name: name.value.trim() };
      remember(followed.app);
      history.replaceState(null, '', `#/live?${new URLSearchParams({ app: followed.app, [followed.kind]: followed.name })}`);
      start(followed);
    });
    form.addEventListener('input', () => running && stop('Stopped, since another was named.'));
    pause.addEventListener('click', () => setPaused(waiting === null));
    clear.addEventListener('click', () => list.replaceChildren());
    if (name.value && app.control.value) {
      form.requestSubmit();
    } else {
      (app.control.value ? name : app.control).focus();
    }
    show('off', 'Nobody is followed.');
    return () => running?.abort();
  },
};
