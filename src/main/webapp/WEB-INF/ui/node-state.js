// What state a node is in, in a word and a sign: the colour only repeats it.

import { moment } from './format.js';
import { h, say } from './dom.js';

/** [how it looks, the word] of a node as cluster.js has it. */
export function stateOf(node) {
  if (node.state === 'gone') {
    return ['off', `gone since ${moment(node.seen)}`];
  }
  if (node.state === 'silent') {
    return ['wait', 'does not answer'];
  }
  const { state, ready, exchange } = node.figures;
  if (state !== 'serving') {
    return ['wait', state];
  }
  if (!ready) {
    return ['bad', 'not ready'];
  }
  return exchange === 'up' ? ['good', 'serving'] : ['wait', `serving, exchange ${exchange}`];
}

/** A state that may change. */
export function badge() {
  const word = h('span');
  const view = h('span.state', word);
  return {
    view,
    show([look, text]) {
      view.dataset.look = look;
      say(word, text);
    },
  };
}
