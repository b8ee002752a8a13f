// A clock that tests move, and sockets that they play the gateway's part for; in the place of the browser's own.

/** Lets all promises settle that can. */
export async function settle() {
  for (let i = 0; i < 30; i++) {
    await null;
  }
}

class Clock {
  constructor() {
    this.now = Date.UTC(2026, 0, 1);
    this.timers = new Map();
    this.made = 0;
    globalThis.setTimeout = (action, delay = 0) => {
      this.timers.set(++this.made, { at: this.now + Math.max(0, delay), action });
      return this.made;
    };
    globalThis.clearTimeout = (timer) => this.timers.delete(timer);
    Date.now = () => this.now;
  }

  /** Time goes by. */
  async pass(milliseconds) {
    const end = this.now + milliseconds;
    await settle();
    for (let next = this.first(); next && next[1].at <= end; next = this.first()) {
      this.now = Math.max(this.now, next[1].at);
      this.timers.delete(next[0]);
      next[1].action();
      await settle();
    }
    this.now = end;
  }

  /** The machine sleeps: the date goes on, timers do not. */
  sleep(milliseconds) {
    this.now += milliseconds;
    this.timers.forEach((timer) => { timer.at += milliseconds; });
  }

  /** Timers are held back, as in a hidden tab, and come all too late. */
  async holdBack(milliseconds) {
    this.now += milliseconds;
    await this.pass(0);
  }

  first() {
    return [...this.timers].sort((a, b) => a[1].at - b[1].at)[0];
  }
}

/** A socket whose server is the test: what was sent, and methods to answer. */
export class FakeSocket {
  static made = [];
  /** What a server answers to a line: a text for the answer, or nothing. */
  static answer = () => 'ok';
  static opens = true;

  static get last() {
    return FakeSocket.made.at(-1);
  }

  constructor(url, protocol) {
    Object.assign(this, { url, protocol, sent: [], isClosed: false });
    FakeSocket.made.push(this);
    if (FakeSocket.opens) {
      queueMicrotask(() => this.isClosed || this.onopen({}));
    }
  }

  send(line) {
    this.sent.push(line);
    const number = this.sent.length;
    const answer = FakeSocket.answer(line);
    if (answer) {
      queueMicrotask(() => this.say(answer.replace(/^(ok|no)/, `$1 ${number}`)));
    }
  }

  close() {
    this.isClosed = true;
  }

  /** The gateway itself says something. */
  say(text) {
    this.onmessage({ data: new TextEncoder().encode(text).buffer });
  }

  push(text) {
    this.onmessage({ data: text });
  }

  /** The gateway, or the network, ends it. */
  end(code, reason = '') {
    this.onclose({ code, reason });
  }
}

/** New fakes for a test, which are put back by what this returns. */
export function install() {
  const real = { setTimeout, clearTimeout, WebSocket: globalThis.WebSocket };
  const [now, random] = [Date.now, Math.random];
  const clock = new Clock();
  globalThis.WebSocket = FakeSocket;
  FakeSocket.made = [];
  FakeSocket.answer = () => 'ok';
  FakeSocket.opens = true;
  return [clock, () => {
    Object.assign(globalThis, real);
    Object.assign(Date, { now });
    Object.assign(Math, { random });
  }];
}
