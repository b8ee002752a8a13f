// Blocks: who is shut out of the whole cluster, until when and why; more of them, and fewer.

import { call, get, path } from './api.js';
import { blockEnd, blockFields } from './actions.js';
import { appField, remember } from './apps.js';
import { ask } from './dialog.js';
import { field, h, input, row, say, select, table } from './dom.js';
import { moment, plural } from './format.js';
import { can } from './session.js';

const COLUMNS = ['Who', 'Reason', 'Until', 'Since', 'By', '(Actions)'];
const PAGE = 100;
const KINDS = [['user', 'a user'], ['token', 'a token'], ['older', 'tokens issued before now'], ['address', 'an address or network']];

/** What a block shuts out, in words. */
function target({ app, user, token, issuedBefore, address }) {
  if (address !== undefined) {
    return `Address ${address}`;
  }
  if (token !== undefined) {
    return `Token ${token} of ${app}`;
  }
  if (issuedBefore !== undefined) {
    return `Tokens of ${user === undefined ? app : `${user} in ${app}`} issued before ${moment(issuedBefore)}`;
  }
  return `User ${user} of ${app}`;
}

function body(kind, app, value) {
  return {
    user: () => ({ app, user: value }),
    token: () => ({ app, token: value }),
    older: () => ({ app, issuedBefore: new Date().toISOString(), ...(value ? { user: value } : {}) }),
    address: () => ({ address: value }),
  }[kind]();
}

/** Asks whom to block; resolves to whether somebody was. */
function add() {
  const kind = select('kind', KINDS, 'user');
  const app = appField();
  const value = input('value', { required: true });
  const named = field('User', value);
  const show = () => {
    app.view.hidden = kind.value === 'address';
    app.control.disabled = app.view.hidden;
    value.required = kind.value !== 'older';
    say(named.querySelector('.caption'), { user: 'User', token: 'Its jti', older: 'Of this user, or of all if empty', address: 'Such as 192.0.2.7 or 10.0.0.0/8' }[kind.value]);
  };
  kind.addEventListener('change', show);
  show();
  return ask({
    title: 'Block',
    text: 'Whoever it concerns is closed on all nodes within a second, and kept out.',
    fields: [field('Whom', kind), app.view, named, ...blockFields()],
    button: 'Block',
    danger: true,
    async act(fields) {
      const what = body(kind.value, app.control.value.trim(), value.value.trim());
      await call('POST', 'blocks', { body: { ...what, ...blockEnd(fields) } });
      if (kind.value !== 'address') {
        remember(app.control.value.trim());
      }
      return `Blocked: ${target(what)}.`;
    },
  });
}

function lift(block) {
  return ask({
    title: 'Lift this block?',
    text: `${target(block)} may connect again.`,
    button: 'Lift it',
    async act() {
      await call('DELETE', path`blocks/${block.id}`);
      return `Lifted: ${target(block)}.`;
    },
  });
}

export default {
  title: 'Blocks',
  needs: 'admin',
  open(place) {
    const said = h('p.said', { role: 'status' });
    const rows = h('tbody');
    const whole = table('Blocks', COLUMNS, rows);
    const next = h('button', { type: 'button', hidden: true }, 'Next page');
    const blockButton = h('button.primary', { type: 'button', disabled: !can('admin') }, 'Block somebody');
    place.append(h('div.heading', said, blockButton), h('section.panel', { 'aria-label': 'Blocks' }, whole, h('div.actions', next)));
    whole.hidden = true;
    let after;

    async function show(from) {
      try {
        const page = await get('blocks', { limit: PAGE, after: from });
        after = page.next;
        rows.replaceChildren(...page.items.map((block) => row(COLUMNS, h('th', { scope: 'row' }, target(block)), h('td', block.reason),
          h('td.time', block.expires === 'never' ? 'never ends' : moment(block.expires)), h('td.time', moment(block.since)), h('td', block.by),
          h('td.acts', h('button', { type: 'button', 'aria-label': `Lift the block of ${target(block)}`, onclick: () => changed(lift(block)) }, 'Lift')))));
        whole.hidden = page.items.length === 0;
        next.hidden = !after;
        say(said, page.items.length === 0 ? 'Nobody is blocked.' : `${plural(page.items.length, 'block')}${from || after ? ' on this page' : ''}.`);
      } catch (error) {
        say(said, error.message);
      }
    }

    async function changed(asked) {
      if (await asked && place.isConnected) {
        await show();
        blockButton.focus(); // the row that had the focus may be gone
      }
    }

    blockButton.addEventListener('click', () => changed(add()));
    next.addEventListener('click', () => show(after));
    show();
  },
};
