// The browser's side of wsgateway: a connection that comes back by itself. wsgateway.d.ts describes it.

const PROTOCOL = 'wsgateway.answers'; // pushes are text messages, what the gateway itself says is binary
const TICK = 5_000; // so soon is a sleep noticed
const LATE = 2_000; // a timer that fires so late was held back, and so may be answers
const MAX_TOPICS = 4_000; // joined again in one burst, of which the gateway takes 5,000
const MAX_REFUSALS = 3; // in a row, of tokens from the callback
const STAY_AWAY = [1000, 1003, 1007, 1008, 1009, 1010];
const COME_BACK = [4001, 4002, 4004, 4005, 4007, 4010, 4011]; // of 3000 and up
const FINAL = ['bad-request', 'bad-name', 'unknown-app', 'forbidden'];

const isFinal = (code) => (code < 3000 ? STAY_AWAY.includes(code) : !COME_BACK.includes(code));

function checked(what, value) {
  const text = String(value ?? '');
  if (!text || text.includes(':')) {
    throw new TypeError(`${what} is '${text}'; expected a character or more, and no colon`);
  }
  return text;
}

export class GatewayError extends Error {
  constructor(code, message, more) { Object.assign(super(message), { name: 'GatewayError', code }, more); }
}

class GatewayEvent extends Event {
  constructor(type, details) { Object.assign(super(type), details); }

  json() { return JSON.parse(this.data); }
}

export class Gateway extends EventTarget {
  #url;
  #user; // APP:USER
  #token;
  #times;
  #state = 'connecting';
  #attempt; // what comes of an earlier one is ignored
  #socket;
  #topics = new Map(); // what was asked for last, its promise until answered
  #said = 0; // messages on this socket
  #asked = new Map(); // who waits for the answer to which message
  #failures = 0;
  #refusals = 0;
  #openedAt = Infinity; // never
  #heardAt = 0;
  #probes = 0; // without an answer
  #advised = false; // the gateway said when to come back
  #timer; // the only one
  #due = 0;
  #listening = new AbortController();

  constructor({ url, app, user, token, topics = [], onMessage, onState, onError, ...times }) {
    super();
    this.#url = (url === undefined ? new URL('../connection', import.meta.url)
      : new URL(url, globalThis.document?.baseURI ?? globalThis.location)).href.replace(/^http/, 'ws');
    this.#user = `${checked('app', app)}:${checked('user', user)}`;
    this.#token = token;
    this.#times = {
      heartbeatInterval: 25_000, heartbeatTimeout: 10_000, connectTimeout: 15_000,
      backoffBase: 250, backoffCap: 30_000, stableAfter: 10_000, ...times,
    };
    for (const topic of topics) this.#want('in', topic);
    this.addEventListener('message', onMessage ?? null);
    this.addEventListener('state', onState ?? null);
    this.addEventListener('error', onError ?? null);
    for (const type of ['online', 'pageshow', 'visibilitychange', 'resume']) {
      globalThis.addEventListener(type, () => this.#wake(), { signal: this.#listening.signal, capture: true });
    }
    queueMicrotask(() => this.#state === 'closed' || this.#begin());
  }

  get state() { return this.#state; }

  get topics() { return [...this.#topics].flatMap(([topic, { verb }]) => (verb === 'in' ? topic : [])); }

  async join(topic) { return this.#want('in', topic); }

  async leave(topic) { return this.#want('out', topic); }

  close() { this.#end(); }

  // Each step tells last, since a listener may close.

  #begin() {
    const attempt = this.#attempt = {};
    const ifCurrent = (action) => (value) => attempt === this.#attempt && action(value);
    this.#advised = false;
    this.#later(this.#times.connectTimeout, () => this.#lost(1006, 'no answer in time'));
    this.#newToken().then(ifCurrent((token) => this.#dial(token, ifCurrent))).catch(ifCurrent((cause) => {
      this.#lost(1006, 'not tried');
      this.#report(new GatewayError('connect', `Cannot connect: ${cause}`, { cause }));
    }));
    this.#enter('connecting');
  }

  async #newToken() {
    const token = typeof this.#token === 'function' ? await this.#token() : this.#token;
    return token ? `:${checked('token', token)}` : '';
  }

  #dial(token, ifCurrent) {
    const socket = this.#socket = new WebSocket(this.#url, PROTOCOL);
    this.#said = 0;
    socket.binaryType = 'arraybuffer';
    socket.onopen = ifCurrent(() => {
      this.#register(token, (error) => (error ? this.#refused(error) : this.#opened()));
    });
    socket.onclose = ifCurrent(({ code, reason }) => this.#lost(code, reason));
    socket.onmessage = ifCurrent(({ data }) => {
      this.#heardAt = Date.now();
      if (this.#probes) {
        this.#probes = 0;
        this.#look();
      }
      typeof data === 'string' ? this.#tell('message', { data }) : this.#answered(new TextDecoder().decode(data));
    });
  }

  #register(token, then) { this.#say(`reg:${this.#user}${token}`, then); }

  #refused(error) {
    const forGood = error.code === 'unauthorized'
      ? typeof this.#token !== 'function' || ++this.#refusals >= MAX_REFUSALS : FINAL.includes(error.code);
    forGood ? this.#end(error) : this.#lost(1006, error.message);
  }

  #opened() {
    this.#state = 'open';
    this.#refusals = 0;
    this.#openedAt = Date.now();
    this.#topics.forEach((wish, topic) => this.#ask(topic, wish));
    this.#look();
    this.#enter('open');
  }

  #lost(code, reason) {
    if (isFinal(code)) return this.#end(new GatewayError('closed', `Closed: ${code} ${reason}`), { code, reason });
    const { backoffBase, backoffCap, stableAfter } = this.#times;
    const advice = code === 1012 && /reconnect in (\d{1,9}) ms/.exec(reason);
    this.#advised = !!advice;
    if (advice || Date.now() - this.#openedAt >= stableAfter) this.#failures = 0;
    this.#drop();
    const retryIn = advice ? +advice[1] : Math.random() * Math.min(backoffCap, backoffBase * 2 ** this.#failures++);
    this.#later(retryIn, () => this.#begin());
    return this.#enter('waiting', { code, reason, retryIn });
  }

  #end(error, details) {
    if (this.#state === 'closed') return;
    this.#drop();
    clearTimeout(this.#timer);
    this.#listening.abort();
    const wishes = [...this.#topics.values()];
    this.#topics.clear();
    this.#enter('closed', { ...details, error });
    wishes.forEach(({ settle }) => settle?.(error ?? new GatewayError('closed', 'close() was called')));
    if (error) this.#report(error);
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = this.#attempt = undefined;
    this.#openedAt = Infinity;
    this.#asked.clear();
    this.#probes = 0;
    socket?.close();
  }

  // Whatever comes proves the line alive. When nothing does, something is said that the gateway will not understand.

  #look() {
    const left = this.#heardAt + this.#times.heartbeatInterval - Date.now();
    left <= 0 ? this.#probe() : this.#later(Math.min(TICK, left), () => this.#check());
  }

  #probe() {
    this.#probes++;
    this.#say('?');
    this.#later(this.#times.heartbeatTimeout, () => this.#check());
  }

  #check() {
    const late = Math.abs(Date.now() - this.#due) > LATE; // then a second question decides
    if (this.#probes > late) return this.#lost(1006, 'silent');
    return late ? this.#probe() : this.#look();
  }

  #wake() {
    if (this.#state === 'open' && !this.#probes) {
      this.#probe();
    } else if (this.#state === 'waiting' && !this.#advised) {
      this.#failures = 0;
      this.#later(Math.random() * this.#times.backoffBase, () => this.#begin());
    }
  }

  #want(verb, name) {
    const topic = checked('topic', name);
    if (this.#state === 'closed') throw new GatewayError('closed', 'Closed for good');
    const before = this.#topics.get(topic);
    if (before?.verb === verb && before.promise) return before.promise;
    if (!before && this.#topics.size >= MAX_TOPICS) {
      throw new GatewayError('limit-reached', `At most ${MAX_TOPICS} topics are kept`);
    }
    before?.settle?.(new GatewayError('superseded', `${topic} was joined or left meanwhile`));
    const wish = { verb };
    wish.promise = new Promise((resolve, reject) => {
      wish.settle = (error) => (error ? reject(error) : resolve());
    });
    wish.promise.catch(() => {}); // the event tells, too
    this.#topics.set(topic, wish);
    if (this.#state === 'open') this.#ask(topic, wish);
    return wish.promise;
  }

  #ask(topic, wish) {
    this.#say(`${wish.verb}:${this.#user}:${topic}`, (error) => {
      if (this.#topics.get(topic) !== wish) return;
      if (wish.verb === 'out' || FINAL.includes(error?.code)) this.#topics.delete(topic);
      const { settle } = wish;
      wish.promise = wish.settle = undefined;
      settle?.(error && Object.assign(error, { topic }));
      if (error) this.#report(error);
    });
  }

  #say(line, then) {
    this.#socket.send(line);
    this.#said++;
    if (then) this.#asked.set(this.#said, then);
  }

  #answered(text) {
    const [, verb, number, code, message] = /^(\w+) (\d+) ?(\S*) ?(.*)/s.exec(text) ?? [];
    if (verb === 'expires') return this.#refresh();
    const then = this.#asked.get(+number);
    this.#asked.delete(+number);
    return then?.(verb === 'no' && new GatewayError(code, message));
  }

  async #refresh(attempt = this.#attempt) {
    const token = await this.#newToken().catch((cause) => { // the gateway will close with 4007, and all begins anew
      this.#report(new GatewayError('token', `No newer token: ${cause}`, { cause }));
    });
    if (token && attempt === this.#attempt) this.#register(token, (error) => error && this.#report(error));
  }

  #later(delay, action) {
    clearTimeout(this.#timer);
    this.#due = Date.now() + delay;
    this.#timer = setTimeout(action, delay);
  }

  #enter(state, details) {
    if (this.#state === 'closed') return;
    this.#state = state;
    this.#tell('state', { state, ...details });
  }

  #report(error) { this.#tell('error', { error }); }

  #tell(type, details) { this.dispatchEvent(new GatewayEvent(type, details)); }
}

export const connect = (options) => new Gateway(options);
