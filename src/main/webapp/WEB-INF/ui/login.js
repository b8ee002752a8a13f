// Logging in: with a key, or as a user of the server, where that is on.

import { choice, field, h, input } from './dom.js';
import { keyHeaders, logIn, passwordHeaders } from './session.js';

/** Shows the form in a place; calls `done` once somebody is in. */
export function showLogin(place, done, why = '') {
  const key = h('div.stack', field('Key', input('key', { type: 'password', 'aria-describedby': 'key-hint' })),
    h('p.hint', { id: 'key-hint' }, 'One with the scope read sees nodes, topics, who is connected and what went wrong for them; the rest needs push, manage and admin. On the '
      + 'gateway’s own machine, and while no keys are set, leave it empty.'));
  const user = h('div.stack', { hidden: true },
    field('User', input('user', { autocomplete: 'username' })),
    field('Password', input('password', { type: 'password', autocomplete: 'current-password' })),
    h('p.hint', 'Of the server’s own users, if gateway.console.role names a role of theirs.'));
  const failure = h('p.failure', { role: 'alert' }, why);
  const button = h('button.primary', 'Log in');
  const form = h('form.stack', { novalidate: true },
    choice('With', 'with', [['key', 'A key'], ['user', 'User and password']], 'key'),
    key, user, h('div.actions', button), failure);

  form.addEventListener('change', () => {
    key.hidden = form.elements.with.value !== 'key';
    user.hidden = !key.hidden;
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { key: secret, user: name, password } = form.elements;
    failure.textContent = '';
    button.disabled = true;
    try {
      await logIn(key.hidden ? passwordHeaders(name.value.trim(), password.value) : keyHeaders(secret.value.trim()));
      done();
    } catch (error) {
      failure.textContent = error.message;
      const wrong = key.hidden ? password : secret;
      button.disabled = false;
      wrong.focus();
      wrong.select();
    }
  });

  place.replaceChildren(h('section.login', { 'aria-labelledby': 'login-heading' },
    h('h1', { id: 'login-heading', tabindex: -1 }, 'Log in to the console'),
    form, h('p.hint', 'What you type stays in this tab, and is forgotten when you log out or close it.')));
  form.elements.key.focus();
}
