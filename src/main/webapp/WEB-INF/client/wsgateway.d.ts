/** Types of `wsgateway.js`, the JavaScript client that a wsgateway serves at `/client/wsgateway.js`. */

/** How a connection is made, and what it does by itself. Times are milliseconds. */
export interface GatewayOptions {
  /** The app that the user belongs to; without a colon. */
  app: string;

  /** Who this is; without a colon. A user may have several connections, and all receive. */
  user: string | number;

  /**
   * What proves who this is, where the app asks for a proof. A function is asked before each attempt to connect, and
   * again when the gateway says that the proof is about to end (`gateway.auth.expiry-notice`, 30 s before). What it
   * returns, or the promise resolves to, may be nothing where no proof is needed. If it throws or rejects, that is an
   * `error` event with the code `token`, or `connect`, and the next attempt comes after a while.
   */
  token?: string | (() => string | null | undefined | Promise<string | null | undefined>);

  /** Topics to join as soon as the connection is there. A refusal is an `error` event that names the topic. */
  topics?: Iterable<string>;

  /**
   * The gateway's endpoint, `http`, `https`, `ws` or `wss`; a relative one is relative to the page. Default
   * `../connection` seen from this module, so the gateway that served it, behind whatever context path.
   */
  url?: string | URL;

  /** A listener for `message`. */
  onMessage?: (event: PushEvent) => void;

  /** A listener for `state`. */
  onState?: (event: StateEvent) => void;

  /** A listener for `error`. */
  onError?: (event: GatewayErrorEvent) => void;

  /** After so long without a word from the gateway it is asked whether it is there. Default 25,000. */
  heartbeatInterval?: number;

  /** So long it may take to answer that, before the line is taken for dead and made anew. Default 10,000. */
  heartbeatTimeout?: number;

  /** How long an attempt may take, token and registration included. Default 15,000. */
  connectTimeout?: number;

  /** The first wait after a loss is a random time from 0 to this; the next are up to twice as long each. Default 250. */
  backoffBase?: number;

  /** No wait is longer than this. Default 30,000. */
  backoffCap?: number;

  /** A connection that was open for so long starts the back-off anew when it is lost. Default 10,000. */
  stableAfter?: number;
}

/**
 * - `connecting`: an attempt is under way, until the gateway has confirmed who this is
 * - `open`: pushes arrive
 * - `waiting`: the connection was lost, or could not be made, and another attempt comes
 * - `closed`: for good, by `close()` or because coming back is no use
 */
export type GatewayState = 'connecting' | 'open' | 'waiting' | 'closed';

/** Something was pushed. */
export interface PushEvent extends Event {
  readonly type: 'message';

  /** What was pushed, as it was pushed. */
  readonly data: string;

  /** `data` as JSON. Throws a `SyntaxError` if it is none. */
  json<T = unknown>(): T;
}

/** The state is another. */
export interface StateEvent extends Event {
  readonly type: 'state';
  readonly state: GatewayState;

  /** Of `waiting`, and of `closed` by the gateway: the WebSocket close code. 1006 where there was none. */
  readonly code?: number;

  /** Of `waiting`, and of `closed` by the gateway: what its close frame said, or what this client found. */
  readonly reason?: string;

  /** Of `waiting`: in how many milliseconds the next attempt comes. */
  readonly retryIn?: number;

  /** Of `closed`: why, unless it was `close()`. */
  readonly error?: GatewayError;
}

/** Something was refused or did not work; where that ends the connection, its state is `closed` by then. */
export interface GatewayErrorEvent extends Event {
  readonly type: 'error';
  readonly error: GatewayError;
}

/** What went wrong. */
export class GatewayError extends Error {
  readonly name: 'GatewayError';

  /**
   * For programs. Of the gateway: `unauthorized` (no proof, or none that is good), `forbidden` (the app's rules),
   * `limit-reached`, `bad-name`, `unknown-app`, `bad-request`, `overloaded`, `internal`. Of this client: `closed` (a
   * close code that says not to come back, or `close()`), `connect` (an attempt could not be made), `token` (no newer
   * token), `superseded` (a topic was joined and left in one go), `limit-reached` (more than 4,000 topics).
   */
  readonly code: string;

  /** Of what was said about a topic: which. */
  readonly topic?: string;

  /** What the token callback threw, or the browser. */
  readonly cause?: unknown;
}

/** What events there are. */
export interface GatewayEventMap {
  message: PushEvent;
  state: StateEvent;
  error: GatewayErrorEvent;
}

/** A connection that comes back by itself until it is closed. Made by {@link connect}. */
export class Gateway extends EventTarget {
  constructor(options: GatewayOptions);

  /** How it goes. */
  readonly state: GatewayState;

  /** The topics that are, or will be, joined. They are joined again after each reconnect. */
  readonly topics: string[];

  /**
   * Joins a topic: the user does, with all its connections, until it leaves or has been away for the gateway's
   * retention (24 h). While there is no connection, it waits for one.
   *
   * @returns done when the gateway has confirmed it: what is pushed to the topic from then on arrives. Rejected with a
   *     {@link GatewayError} if the gateway refuses it or the connection is closed for good; a refused topic is not
   *     tried again. Ignoring the promise is safe.
   */
  join(topic: string): Promise<void>;

  /** Leaves a topic, the user with all its connections. Settled as {@link join} is. */
  leave(topic: string): Promise<void>;

  /** Closes for good. Whoever waits for an answer gets a {@link GatewayError} with the code `closed`. */
  close(): void;

  addEventListener<K extends keyof GatewayEventMap>(
    type: K,
    listener: ((event: GatewayEventMap[K]) => void) | { handleEvent(event: GatewayEventMap[K]): void } | null,
    options?: boolean | AddEventListenerOptions,
  ): void;

  removeEventListener<K extends keyof GatewayEventMap>(
    type: K,
    listener: ((event: GatewayEventMap[K]) => void) | { handleEvent(event: GatewayEventMap[K]): void } | null,
    options?: boolean | EventListenerOptions,
  ): void;
}

/**
 * Connects, at the end of the current task, so that listeners may still be added.
 *
 * @throws TypeError if a name or the URL cannot be
 */
export function connect(options: GatewayOptions): Gateway;
