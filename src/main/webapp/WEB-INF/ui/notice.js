// What became of the last action: one sentence that stays until the next, or until it is put away.

import { byId, h } from './dom.js';

export function notice(text, good = true) {
  const box = byId('notice');
  const away = h('button', { type: 'button', onclick: forget }, 'Dismiss');
  box.replaceChildren(h(good ? 'p.good' : 'p.bad', text), away);
}

export function forget() {
  byId('notice').replaceChildren();
}

/** Does something, and says what went wrong if something did; what it gave, or undefined. */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    notice(error.message, false);
    return undefined;
  }
}
