// Configuration: what is in force on a node, and where it came from. The node does not tell secrets.

import { get, path } from './api.js';
import * as cluster from './cluster.js';
import { field, h, input, row, say, select, table } from './dom.js';
import { moment, plural } from './format.js';

const COLUMNS = ['Key', 'Value', 'Source', 'A change counts'];

function unknownView(unknown) {
  return unknown?.length > 0 && h('section.panel.warning', { 'aria-label': 'Unknown keys' }, h('h2', 'Keys that do not exist'),
    h('ul', unknown.map(({ key, nearest }) => h('li', h('code', key), nearest && [', perhaps ', h('code', nearest)]))));
}

function keyRow({ key, value, source, reloadable }) {
  const given = source !== 'default';
  return row(COLUMNS, h('th', { scope: 'row' }, h('code', key)), h('td', h(value === '(not shown)' ? 'code.masked' : 'code', value === '' || value === null ? '(empty)' : value)),
    h(given ? 'td.given' : 'td', source), h('td', reloadable ? 'on reload' : 'on restart'));
}

export default {
  title: 'Configuration',
  needs: 'admin',
  open(place, parameters) {
    const nodes = select('node', [['self', 'the one that answers']], 'self');
    const filter = input('filter', { type: 'search' });
    const onlyGiven = h('input', { type: 'checkbox', name: 'given' });
    const form = h('form.bar', field('Node', nodes), field('Key, value or source contains', filter),
      h('label.check', onlyGiven, ' Without defaults'));
    const said = h('p.said', { role: 'status' });
    const unknown = h('div');
    const rows = h('tbody');
    const whole = table('Configuration', COLUMNS, rows);
    whole.hidden = true;
    place.append(form, said, unknown, h('section.panel', { 'aria-label': 'Configuration' }, whole));
    let report = null;

    function show() {
      const part = filter.value.trim().toLowerCase();
      const items = report.items.filter((item) => (!onlyGiven.checked || item.source !== 'default')
        && [item.key, item.value, item.source].some((text) => String(text).toLowerCase().includes(part)));
      rows.replaceChildren(...items.map(keyRow));
      whole.hidden = items.length === 0;
      say(said, `${plural(items.length, 'key')}${items.length < report.items.length ? ` of ${report.items.length}` : ''}, read ${moment(report.loaded)}${report.file ? `, with ${report.file}` : ''}.`);
    }

    async function load() {
      const asked = nodes.value;
      try {
        const answer = await get(path`nodes/${asked}/configuration`);
        if (asked === nodes.value) {
          report = answer;
          unknown.replaceChildren(unknownView(report.unknown) || '');
          show();
        }
      } catch (error) {
        report = null;
        rows.replaceChildren();
        whole.hidden = true;
        say(said, error.message);
      }
    }

    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', (event) => event.target !== nodes && report && show());
    nodes.addEventListener('change', load);

    let started = false;
    return cluster.watch(() => {
      const numbers = cluster.figures().map((one) => String(one.node));
      const known = [...nodes.options].map((option) => option.value);
      nodes.append(...numbers.filter((number) => !known.includes(number)).map((number) => h('option', { value: number }, `node ${number}`)));
      if (!started && numbers.length > 0) {
        started = true;
        nodes.value = numbers.includes(parameters.node) ? parameters.node : numbers[0];
        nodes.options[0].remove();
        load();
      }
    });
  },
};
