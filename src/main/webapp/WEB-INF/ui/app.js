// The console's frame: logging in and out, and the view that the address names after #/.

import blocks from './blocks.js';
import * as cluster from './cluster.js';
import configuration from './configuration.js';
import { byId, h, say } from './dom.js';
import live from './live.js';
import { showLogin } from './login.js';
import nodes from './nodes.js';
import { forget } from './notice.js';
import overview from './overview.js';
import search from './search.js';
import { caller, can, logOut, resume, whenEnded } from './session.js';
import topics from './topics.js';

const views = { overview, nodes, topics, search, live, blocks, configuration };
let close = () => {};
let shown = '';

/** The view and its parameters: #/search?app=shop&user=ann. */
function place() {
  const [name, query] = location.hash.slice(2).split('?');
  return { name: views[name] ? name : 'overview', parameters: Object.fromEntries(new URLSearchParams(query)) };
}

function showView() {
  const { name, parameters } = place();
  const view = views[name];
  const first = shown === '';
  close();
  close = () => {};
  shown = name;
  document.title = `${view.title} · wsgateway`;
  byId('views').querySelectorAll('a').forEach((link) => {
    link.toggleAttribute('aria-current', false);
    if (link.hash === `#/${name}`) {
      link.setAttribute('aria-current', 'page');
    }
  });
  showMenu(false);
  const heading = h('h1', { tabindex: -1 }, view.title);
  const content = h(`div.content.${name}`);
  const missing = view.needs && !can(view.needs);
  byId('view').replaceChildren(heading, content);
  if (missing) {
    content.append(h('p.empty', `This needs a key with the scope ${view.needs}.`));
  } else {
    close = view.open(content, parameters) ?? close;
  }
  scrollTo(0, 0);
  if (!first && !content.contains(document.activeElement)) {
    heading.focus({ preventScroll: true });
  }
}

function showMenu(open) {
  byId('menu').setAttribute('aria-expanded', open);
  byId('navigation').classList.toggle('open', open);
}

/** Everything for who is logged in. */
function enter() {
  document.body.classList.add('inside');
  byId('menu').hidden = false;
  byId('navigation').hidden = false;
  say(byId('caller'), `${caller()}${can('admin') ? '' : can('manage') || can('push') ? ', without the scope admin' : ', reads only'}`);
  cluster.start();
  addEventListener('hashchange', moved);
  showView();
  byId('view').querySelector('h1').focus({ preventScroll: true });
}

/** Everything away, and the form to log in with. */
function leave(why) {
  removeEventListener('hashchange', moved);
  close();
  close = () => {};
  shown = '';
  cluster.stop();
  forget();
  document.querySelectorAll('dialog').forEach((dialog) => dialog.close());
  document.body.classList.remove('inside');
  byId('menu').hidden = true;
  byId('navigation').hidden = true;
  document.title = 'Log in · wsgateway';
  showLogin(byId('view'), enter, why);
}

/** Addresses within a view, such as that of the main part, are none of ours. */
function moved() {
  if (location.hash === '' || location.hash.startsWith('#/')) {
    showView();
  }
}

byId('views').append(...Object.entries(views).map(([name, view]) => h('li', h('a', { href: `#/${name}` }, view.title))));
byId('menu').addEventListener('click', () => showMenu(byId('menu').getAttribute('aria-expanded') !== 'true'));
byId('navigation').addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && byId('menu').offsetParent) {
    showMenu(false);
    byId('menu').focus();
  }
});
byId('log-out').addEventListener('click', () => {
  logOut();
  leave();
});
cluster.watch(() => say(byId('trouble'), cluster.trouble()));
whenEnded(leave);
resume() ? enter() : leave();
