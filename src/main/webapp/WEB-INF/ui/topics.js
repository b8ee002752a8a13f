// Topics of an app with how many connections they have, page by page, or those whose name has something in it.

import { get, path } from './api.js';
import { push } from './actions.js';
import { appField, remember } from './apps.js';
import { field, h, input, row, say, table } from './dom.js';
import { count, nodesNamed, plural } from './format.js';
import { can } from './session.js';

const COLUMNS = ['Topic', ['Connections', 'number'], '(Actions)'];
const PAGE = 50;
const LOOKED_THROUGH = 10_000; // topics, when there is a filter
const SHOWN = 200; // of what the filter finds

/** Those with this in their name: { items, missing, through, more }. */
async function filtered(app, part, signal) {
  const found = [];
  const missing = new Set();
  const wanted = part.toLowerCase();
  let through = 0;
  let after;
  do {
    const page = await get(path`apps/${app}/topics`, { limit: 1000, after }, signal);
    page.missing?.forEach((node) => missing.add(node));
    through += page.items.length;
    found.push(...page.items.filter((item) => item.topic.toLowerCase().includes(wanted)));
    after = page.next;
  } while (after && through < LOOKED_THROUGH && found.length < SHOWN);
  return { items: found.slice(0, SHOWN), missing: [...missing], through, more: Boolean(after) || found.length > SHOWN };
}

function topicRow(app, { topic, connections }) {
  const name = encodeURIComponent(topic);
  return row(COLUMNS, h('th', { scope: 'row' }, h('code', topic)), h('td.number', count(connections)),
    h('td.acts', can('push') && h('button', { type: 'button', 'aria-label': `Push to ${topic}`, onclick: () => push(app, { topic }, `topic ${topic}`) }, 'Push'),
      can('admin') && h('a', { href: `#/live?app=${encodeURIComponent(app)}&topic=${name}`, 'aria-label': `Follow ${topic} live` }, 'Follow live')));
}

export default {
  title: 'Topics',
  open(place, parameters) {
    const app = appField(parameters.app);
    const filter = input('filter', { type: 'search' });
    const form = h('form.bar', app.view, field('Name contains', filter), h('button', 'Show'));
    const said = h('p.said', { role: 'status' });
    const body = h('tbody');
    const whole = table('Topics', COLUMNS, body);
    const further = h('button', { type: 'button', hidden: true }, 'Next page');
    const back = h('button', { type: 'button', hidden: true }, 'First page');
    place.append(form, said, h('section.panel', { 'aria-label': 'Topics' }, whole, h('div.actions', back, further)));
    whole.hidden = true;
    let running = new AbortController();
    let next;

    async function show(after) {
      running.abort();
      running = new AbortController();
      const { signal } = running;
      const name = app.control.value.trim();
      const part = filter.value.trim();
      try {
        const page = part ? await filtered(name, part, signal) : await get(path`apps/${name}/topics`, { limit: PAGE, after }, signal);
        remember(name);
        next = part ? undefined : page.next;
        body.replaceChildren(...page.items.map((item) => topicRow(name, item)));
        whole.hidden = page.items.length === 0;
        further.hidden = !next;
        back.hidden = !after;
        say(said, [part ? `${plural(page.items.length, 'topic')} found, having looked through ${count(page.through)}${page.more ? '; there are more' : ''}.`
          : page.items.length === 0 ? `No topic of ${name} has connections.` : `${plural(page.items.length, 'topic')}${after || next ? ' on this page' : ''}, by name.`,
        page.missing?.length > 0 && `Without ${nodesNamed(page.missing)}, which did not answer.`].filter(Boolean).join(' '));
      } catch (error) {
        if (!signal.aborted) {
          body.replaceChildren();
          whole.hidden = true;
          say(said, error.message);
        }
      }
    }

    form.addEventListener('submit', (event) => {
      event.preventDefault();
      show();
    });
    further.addEventListener('click', () => show(next));
    back.addEventListener('click', () => show());
    app.ready.then(() => app.control.value && place.isConnected && show());
    return () => running.abort();
  },
};
