// The field for an app: offers those that have connections, and takes any name.

import { get } from './api.js';
import { field, h, input } from './dom.js';
import { apps as allowed } from './session.js';

let used = ''; // the last one that was asked about, for the next view
let made = 0;

export const remember = (app) => {
  used = app;
};

/** The field, with an app in it if one is known: the given, the last one used, or the one with most connections. */
export function appField(given) {
  const id = `apps-${++made}`;
  const offered = h('datalist', { id });
  const control = input('app', { required: true, list: id, value: given || used });
  const ready = get('apps').then(({ items }) => {
    const names = [...items].sort((a, b) => b.connections - a.connections).map((item) => item.app);
    offered.append(...names.slice(0, 200).map((name) => h('option', { value: name })));
    if (control.value === '' && document.activeElement !== control) {
      control.value = names[0] ?? allowed()?.[0] ?? '';
    }
  }).catch(() => {}); // what is asked next tells of it
  return { view: h('div', field('App', control), offered), control, ready };
}
