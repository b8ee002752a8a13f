// One question before something is done: what will happen, what may be said about it, and the button that does it.

import { h } from './dom.js';
import { notice } from './notice.js';

/**
 * Asks, and does it when told to. `act(form.elements)` does it and gives the sentence that says what happened; what it
 * throws is said in the dialog, which stays. Resolves to whether it was done.
 */
export function ask({ title, text, fields = [], button, danger = false, act }) {
  return new Promise((settled) => {
    const failure = h('p.failure', { role: 'alert' });
    const go = h(danger ? 'button.primary.danger' : 'button.primary', button);
    const cancel = h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel');
    const form = h('form.stack', fields, failure, h('div.actions', go, cancel));
    const dialog = h('dialog', { 'aria-labelledby': 'dialog-title', 'aria-describedby': text && 'dialog-text' },
      h('h2', { id: 'dialog-title' }, title), text && h('p', { id: 'dialog-text' }, text), form);
    let done = false;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      go.disabled = cancel.disabled = true;
      failure.textContent = '';
      try {
        const said = await act(form.elements);
        done = true;
        dialog.close();
        notice(said);
      } catch (error) {
        failure.textContent = error.message;
        go.disabled = cancel.disabled = false;
      }
    });
    // Whoever left while it is being done would not learn what came of it.
    dialog.addEventListener('cancel', (event) => go.disabled && event.preventDefault());
    dialog.addEventListener('close', () => {
      dialog.remove(); // and the browser gives the focus back
      settled(done);
    });
    document.body.append(dialog);
    dialog.showModal();
    (fields.length > 0 ? form.querySelector('textarea, input, select') : cancel).focus();
  });
}
