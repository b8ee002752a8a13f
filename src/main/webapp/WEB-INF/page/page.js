// The first page of wsgateway: clients on the left, a back end on the right, both talking to the gateway that served
// the page. Everything that comes from outside goes into the page as text, never as markup.

const MAX_MESSAGES = 200; // shown per client
const MAX_CHARACTERS = 10_000; // shown per message
const MAX_CLIENTS = 6;
const FIRST_RETRY = 500; // milliseconds
const LAST_RETRY = 15_000;
const STABLE_AFTER = 5_000; // a connection open for so long starts the back-off anew

const socketUrl = new URL('connection', document.baseURI);
socketUrl.protocol = socketUrl.protocol.replace('http', 'ws');

const byId = (id) => document.getElementById(id);
const clock = () => new Date().toTimeString().slice(0, 8);

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

// --- Clients ---------------------------------------------------------------------------------------------------------

// A topic is joined by a user, not by a connection: two clients that are the same user share their topics.
const topicsOf = new Map();
const clients = [];
let clientsMade = 0;

class Client {
  constructor(user) {
    this.name = `Client ${++clientsMade}`;
    this.socket = null;
    this.state = 'disconnected'; // connecting, connected, reconnecting
    this.failures = 0;
    this.retryTimer = 0;
    this.openedAt = 0;

    this.view = byId('client').content.firstElementChild.cloneNode(true);
    const find = (selector) => this.view.querySelector(selector);
    this.heading = find('h3');
    this.badge = find('.state');
    this.identity = find('.identity');
    this.connectButton = find('.connect');
    this.topicsForm = find('.topics');
    this.joinButton = find('.join');
    this.chips = find('.chips');
    this.stream = find('.stream');

    this.heading.textContent = this.name;
    this.view.setAttribute('aria-label', this.name);
    this.stream.setAttribute('aria-label', `Messages of ${this.name}`);
    this.identity.elements.user.value = user;

    this.identity.addEventListener('submit', (event) => {
      event.preventDefault();
      this.state === 'disconnected' ? this.connect() : this.disconnect();
    });
    this.topicsForm.addEventListener('submit', (event) => {
      event.preventDefault();
      this.join(this.topicsForm.elements.topic.value.trim());
      this.topicsForm.reset();
    });
    find('.remove').addEventListener('click', () => removeClient(this));
  }

  /** The topics of the user that this client is; remembered under "app:user", as names have no colon. */
  get topics() {
    const who = `${this.app}:${this.user}`;
    if (!topicsOf.has(who)) {
      topicsOf.set(who, new Set());
    }
    return topicsOf.get(who);
  }

  connect() {
    this.app = this.identity.elements.app.value.trim();
    this.user = this.identity.elements.user.value.trim();
    this.failures = 0;
    this.show('connecting');
    this.open();
  }

  disconnect() {
    clearTimeout(this.retryTimer);
    const socket = this.socket;
    this.socket = null; // so that its close event is not taken for a loss
    socket?.close();
    if (this.state === 'connected') {
      this.note('note', 'Disconnected.');
    }
    this.show('disconnected');
  }

  open() {
    const socket = new WebSocket(socketUrl);
    this.socket = socket;
    const ifCurrent = (action) => (event) => this.socket === socket && action(event);
    socket.addEventListener('open', ifCurrent(() => this.opened()));
    socket.addEventListener('message', ifCurrent((event) => this.note('received', event.data)));
    socket.addEventListener('close', ifCurrent((event) => this.lost(event)));
  }

  opened() {
    this.openedAt = Date.now();
    this.send(`reg:${this.app}:${this.user}`);
    // The gateway remembers topics. Joining again does no harm, and helps if it was restarted and had them in memory.
    for (const topic of this.topics) {
      this.send(`in:${this.app}:${this.user}:${topic}`);
    }
    this.show('connected');
  }

  /** Tries again after a while: twice as long after each failure, and spread by chance, lest all clients come at once. */
  lost(event) {
    if (this.state === 'connected') {
      this.note('note', `Connection lost (${event.code}${event.reason && `, ${event.reason}`}).`);
      if (Date.now() - this.openedAt > STABLE_AFTER) {
        this.failures = 0;
      }
    } else if (this.failures === 0) {
      this.note('note', 'Cannot connect yet.');
    }
    const longest = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** this.failures++);
    this.retryTimer = setTimeout(() => this.open(), longest * (0.5 + Math.random() / 2));
    this.show('reconnecting');
  }

  send(line) {
    this.socket.send(line);
    this.note('sent', line);
  }

  join(topic) {
    this.topics.add(topic);
    this.send(`in:${this.app}:${this.user}:${topic}`);
    showAllChips();
  }

  leave(topic) {
    this.topics.delete(topic);
    this.send(`out:${this.app}:${this.user}:${topic}`);
    showAllChips();
    (this.chips.querySelector('button') ?? this.joinButton).focus();
  }

  show(state) {
    if (state !== this.state) {
      this.state = state;
      this.badge.dataset.state = state;
      this.badge.textContent = state[0].toUpperCase() + state.slice(1);
    }
    const idle = state === 'disconnected';
    this.connectButton.textContent = idle ? 'Connect' : 'Disconnect';
    this.identity.elements.app.disabled = !idle;
    this.identity.elements.user.disabled = !idle;
    this.topicsForm.querySelector('fieldset').disabled = state !== 'connected';
    this.showChips();
  }

  showChips() {
    this.chips.replaceChildren(...[...this.topics].map((topic) => {
      const leave = element('button', '', '×');
      leave.type = 'button';
      leave.setAttribute('aria-label', `Leave ${topic}`);
      leave.addEventListener('click', () => this.leave(topic));
      const chip = element('li', '', topic);
      chip.append(leave);
      return chip;
    }));
  }

  /** Adds a line to the stream: something received or sent, or a note of the page. */
  note(kind, text) {
    const shown = text.length <= MAX_CHARACTERS ? text
      : `${text.slice(0, MAX_CHARACTERS)}… (${text.length} characters)`;
    const line = element('li', kind, '');
    line.append(element('time', '', clock()), element('span', 'kind', kind), element('span', 'text', shown));

    const { stream } = this;
    const atEnd = stream.scrollHeight - stream.scrollTop - stream.clientHeight < 40;
    const list = stream.firstElementChild;
    list.append(line);
    if (list.childElementCount > MAX_MESSAGES) {
      list.firstElementChild.remove();
    }
    if (kind === 'received') {
      stream.querySelector('.hint').hidden = true;
    }
    if (atEnd) {
      stream.scrollTop = stream.scrollHeight;
    }
  }
}

function showAllChips() {
  clients.forEach((client) => client.showChips());
}

function addClient() {
  const users = clients.map((client) => client.identity.elements.user.value);
  let user = 1;
  while (users.includes(String(user))) {
    user++;
  }
  const client = new Client(user);
  clients.push(client);
  byId('clients').append(client.view);
  showCount();
  client.connect();
  client.topics.add('news'); // joined once the connection is open
  showAllChips();
  return client;
}

function removeClient(client) {
  client.disconnect();
  client.view.remove();
  clients.splice(clients.indexOf(client), 1);
  showCount();
  byId('add-client').focus();
}

function showCount() {
  byId('clients-heading').textContent = clients.length === 1 ? 'A client' : `${clients.length} clients`;
  byId('clients').dataset.count = clients.length;
  byId('add-client').disabled = clients.length === MAX_CLIENTS;
}

byId('add-client').addEventListener('click', () => addClient().heading.focus());
addClient();

// --- A back end ------------------------------------------------------------------------------------------------------

const form = byId('push');
const fields = form.elements;
const result = byId('result');
let pushes = 0;

/** The push that the form describes: where to, and the form fields that say what. */
function describedPush() {
  const to = fields.to.value;
  const names = fields.userId.value.split(',').map((name) => name.trim()).filter(Boolean).join(',');
  return {
    url: new URL(`push/${to}`, document.baseURI),
    data: {
      app: fields.app.value.trim(),
      ...(to === 'user' ? { userId: names } : { topic: fields.topic.value.trim() }),
      content: fields.content.value,
    },
  };
}

const headers = () => (fields.key.value ? { 'X-API-Key': fields.key.value } : {});

async function push(event) {
  event.preventDefault();
  const { url, data } = describedPush();
  const number = ++pushes;
  const show = (...parts) => number === pushes && result.replaceChildren(...parts);
  const started = performance.now();
  try {
    const response = await fetch(url, { method: 'POST', headers: headers(), body: new URLSearchParams(data) });
    const took = `in ${Math.round(performance.now() - started)} ms, at ${clock()}`;
    if (response.ok) {
      const status = [element('strong', 'good', response.status), ` ${took}`];
      show(...status);
      if (data.topic) {
        show(...status, element('p', '', await membersOf(data.app, data.topic)));
      }
    } else {
      const problem = await response.json().catch(() => ({}));
      show(element('strong', 'bad', `${response.status} ${problem?.title ?? response.statusText}`),
        element('p', '', problem?.detail ?? ''));
      if (response.status === 401) {
        byId('key').hidden = false;
        fields.key.focus();
        showCommand();
      }
    }
  } catch (error) {
    show(element('strong', 'bad', 'No answer'), element('p', '', error.message));
  }
}

/** Says who has joined a topic, connected or not; nothing if the gateway does not tell. */
async function membersOf(app, topic) {
  const url = new URL('online/topic', document.baseURI);
  url.search = new URLSearchParams({ app, topic });
  const answer = await fetch(url, { headers: headers() }).then((response) => response.json()).catch(() => ({}));
  if (!Array.isArray(answer?.data)) {
    return '';
  }
  return answer.data.length > 0 ? `Joined ${topic}: ${answer.data.join(', ')}` : `Nobody has joined ${topic}.`;
}

/** The described push as a command for curl, in parts. */
function command() {
  const { url, data } = describedPush();
  const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const parts = ['curl'];
  if (!byId('key').hidden) {
    parts.push('-H "X-API-Key: $API_KEY"'); // not the key itself, which belongs in no shell history
  }
  for (const [name, value] of Object.entries(data)) {
    const plain = name !== 'content' && /^[\w.,-]*$/.test(value);
    parts.push(plain ? `-d ${name}=${value}` : `--data-urlencode ${quote(`${name}=${value}`)}`);
  }
  return [...parts, /^[\w.:/-]+$/.test(url.href) ? url.href : quote(url.href)];
}

function showCommand() {
  const to = fields.to.value;
  for (const [field, shown] of [[fields.userId, to === 'user'], [fields.topic, to === 'topic']]) {
    field.disabled = !shown;
    field.closest('label').hidden = !shown;
  }
  byId('command').replaceChildren(...command().flatMap((part, i) => [i > 0 ? ' ' : '', element('span', '', part)]));
}

async function copyCommand() {
  try {
    await navigator.clipboard.writeText(command().join(' '));
  } catch { // not allowed, or a page without TLS: the old way
    getSelection().selectAllChildren(byId('command'));
    document.execCommand('copy');
  }
  byId('copied').textContent = 'Copied'; // the label of a button is not read out when it changes
  byId('copy').textContent = 'Copied';
  setTimeout(() => {
    byId('copied').textContent = '';
    byId('copy').textContent = 'Copy';
  }, 2000);
}

form.addEventListener('submit', push);
form.addEventListener('input', showCommand);
byId('copy').addEventListener('click', copyCommand);
showCommand();
