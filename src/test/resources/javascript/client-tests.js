// What the JavaScript client does by itself, and when. JavascriptClientBrowserIT runs this in a browser.

import { connect, GatewayError } from '/client/wsgateway.js';
import { FakeSocket, install, settle } from './fakes.js';

const tests = {};
let clock;
let gateway;
let states;
let errors;
let received;

async function start(options = {}) {
  states = [];
  errors = [];
  received = [];
  gateway = connect({
    url: 'wss://push.example/connection',
    app: 'shop',
    user: 7,
    onState: (event) => states.push(event),
    onError: ({ error }) => errors.push(error),
    onMessage: ({ data }) => received.push(data),
    ...options,
  });
  await settle();
  return gateway;
}

function is(actual, expected, what = 'value') {
  const [is, should] = [actual, expected].map((value) => JSON.stringify(value));
  if (is !== should) {
    throw new Error(`${what}: expected ${should} but got ${is}`);
  }
}

function isBetween(actual, least, most, what) {
  if (!(actual >= least && actual <= most)) {
    throw new Error(`${what}: expected ${least} to ${most} but got ${actual}`);
  }
}

const names = () => states.map(({ state }) => state);
const outcome = (promise) => promise.then(() => 'done', (error) => error.code);

/** Loses the connection again and again without it ever becoming stable, and tells the waits. */
async function waits(number) {
  const found = [];
  for (let i = 0; i < number; i++) {
    FakeSocket.last.end(1006);
    found.push(states.at(-1).retryIn);
    await clock.pass(found.at(-1));
  }
  return found;
}

// --- Being there ---

tests.connects_registersAndJoins_thenIsOpen = async () => {
  const made = connect({ url: 'https://push.example/x/connection', app: 'shop', user: 7, topics: ['news'] });
  is([made.state, FakeSocket.made.length], ['connecting', 0], 'before the end of the task');
  await settle();
  is([FakeSocket.last.url, FakeSocket.last.protocol], ['wss://push.example/x/connection', 'wsgateway.answers']);
  is(FakeSocket.last.sent, ['reg:shop:7', 'in:shop:7:news']);
  is([made.state, made.topics], ['open', ['news']]);
  made.close();
};

tests.withoutUrl_connectsToTheGatewayThatServedTheModule = async () => {
  await start({ url: undefined });
  is(FakeSocket.last.url, `${location.origin.replace('http', 'ws')}/connection`);
};

tests.relativeUrl_isRelativeToThePage = async () => {
  await start({ url: 'deep/connection' });
  is(FakeSocket.last.url, new URL('deep/connection', location).href.replace('http', 'ws'));
};

tests.names_thatTheProtocolCannotExpress_areRefusedAtOnce = async () => {
  for (const options of [{ app: 'a:b', user: 'u' }, { app: 'a', user: '' }, { app: 'a', user: 'u', topics: ['x:y'] }]) {
    let thrown;
    try {
      connect(options);
    } catch (error) {
      thrown = error;
    }
    is(thrown instanceof TypeError, true, JSON.stringify(options));
  }
  await start();
  is(await gateway.join('a:b').catch((error) => error.name), 'TypeError');
};

tests.push_isAMessage_evenIfItReadsLikeAnAnswer = async () => {
  await start();
  FakeSocket.answer = () => undefined;
  const joined = outcome(gateway.join('news'));
  FakeSocket.last.push('no 2 forbidden');
  FakeSocket.last.push('ok 2');
  FakeSocket.last.push('expires 30');
  FakeSocket.last.push('error msg format');
  await settle();
  is(received, ['no 2 forbidden', 'ok 2', 'expires 30', 'error msg format']);
  FakeSocket.last.say('ok 2');
  is(await joined, 'done');
};

tests.message_canBeReadAsJson = async () => {
  let value;
  await start({ onMessage: (event) => { value = event.json().a; } });
  FakeSocket.last.push('{"a":[1]}');
  is(value, [1]);
};

// --- Joining and leaving ---

tests.joinAndLeave_areSettledByTheirOwnAnswers_inWhateverOrder = async () => {
  await start();
  FakeSocket.answer = () => undefined;
  const outcomes = [gateway.join('a'), gateway.join('b'), gateway.leave('c')].map(outcome);
  FakeSocket.last.say('ok 4');
  FakeSocket.last.say('no 3 forbidden The rules');
  FakeSocket.last.say('ok 2');
  is(await Promise.all(outcomes), ['done', 'forbidden', 'done']);
  is(gateway.topics, ['a']);
  is(errors.map(({ code, topic, message }) => [code, topic, message]), [['forbidden', 'b', 'The rules']]);
};

tests.join_whileAway_waitsForTheConnection_andIsAskedAgainIfItWasNotAnswered = async () => {
  await start();
  FakeSocket.answer = (line) => (line.startsWith('reg') ? 'ok' : undefined);
  const joined = outcome(gateway.join('a'));
  FakeSocket.last.end(1006);
  const left = outcome(gateway.leave('b'));
  await clock.pass(250);
  is(FakeSocket.last.sent, ['reg:shop:7', 'in:shop:7:a', 'out:shop:7:b']);
  FakeSocket.last.say('ok 2');
  FakeSocket.last.say('ok 3');
  is([await joined, await left], ['done', 'done']);
};

tests.afterReconnect_topicsAreJoinedAgain_butNotThoseThatWereLeftOrRefused = async () => {
  FakeSocket.answer = (line) => (line.endsWith('secret') ? 'no forbidden Not for you' : 'ok');
  await start({ topics: ['a', 'b', 'secret'] });
  await gateway.leave('b');
  FakeSocket.last.end(1006);
  await clock.pass(250);
  is(FakeSocket.last.sent, ['reg:shop:7', 'in:shop:7:a']);
};

tests.topicRefusedForTheMoment_isAskedForAgainAfterAReconnect = async () => {
  FakeSocket.answer = (line) => (line.startsWith('in') ? 'no overloaded Later' : 'ok');
  await start();
  is(await outcome(gateway.join('a')), 'overloaded');
  FakeSocket.last.end(1006);
  await clock.pass(250);
  is(FakeSocket.last.sent, ['reg:shop:7', 'in:shop:7:a']);
};

tests.topics_areNotSaidBeforeTheGatewayKnowsWhoThisIs = async () => {
  FakeSocket.answer = () => undefined;
  await start({ topics: ['a'] });
  is([gateway.state, FakeSocket.last.sent], ['connecting', ['reg:shop:7']]);
  FakeSocket.last.say('ok 1');
  is([gateway.state, FakeSocket.last.sent], ['open', ['reg:shop:7', 'in:shop:7:a']]);
};

tests.leave_rightAfterJoin_supersedesIt_andTheSameAgainIsTheSame = async () => {
  await start();
  const outcomes = [gateway.join('a'), gateway.join('a'), gateway.leave('a')].map(outcome);
  is(await Promise.all(outcomes), ['superseded', 'superseded', 'done']);
  is(FakeSocket.last.sent, ['reg:shop:7', 'in:shop:7:a', 'out:shop:7:a']);
};

tests.topics_areBounded = async () => {
  await start({ topics: Array.from({ length: 4000 }, (_, i) => `t${i}`) });
  is([await outcome(gateway.join('more')), gateway.topics.length], ['limit-reached', 4000]);
};

// --- Coming back ---

tests.backOff_hasFullJitter_andACap = async () => {
  Math.random = () => 0.5;
  await start({ backoffBase: 100, backoffCap: 1000 });
  is(await waits(6), [50, 100, 200, 400, 500, 500]);
};

tests.backOff_isSpreadEvenly = async () => {
  const all = [];
  for (let round = 0; round < 300; round++) {
    await start();
    all.push((await waits(4))[3]); // from 0 to 2,000 ms
    gateway.close();
  }
  all.sort((a, b) => a - b);
  isBetween(all[0], 0, 100, 'shortest');
  isBetween(all[75], 250, 750, 'first quartile');
  isBetween(all[150], 750, 1250, 'median');
  isBetween(all[225], 1250, 1750, 'third quartile');
  isBetween(all[299], 1900, 2000, 'longest');
};

tests.backOff_beginsAnew_afterAStableConnection = async () => {
  Math.random = () => 1;
  await start();
  is(await waits(3), [250, 500, 1000]);
  await clock.pass(10_000);
  is(await waits(1), [250]);
};

tests.attempt_thatHangs_isGivenUp = async () => {
  FakeSocket.opens = false;
  await start();
  await clock.pass(15_000);
  is(states.at(-1).reason, 'no answer in time');
  is(FakeSocket.last.isClosed, true);
};

tests.advice_isHeededToTheMillisecond = async () => {
  await start();
  await waits(5);
  FakeSocket.last.end(1012, 'the node is stopping, reconnect in 1234 ms');
  is(states.at(-1).retryIn, 1234);
  const made = FakeSocket.made.length;
  dispatchEvent(new Event('online')); // no reason to come sooner than was asked for
  await clock.pass(1233);
  is(FakeSocket.made.length, made);
  await clock.pass(1);
  is([FakeSocket.made.length, gateway.state], [made + 1, 'open']);
  FakeSocket.last.end(1006);
  isBetween(states.at(-1).retryIn, 0, 250, 'the back-off after it');
};

tests.restartWithoutAdvice_isALossLikeOthers = async () => {
  Math.random = () => 0.5;
  await start();
  FakeSocket.last.end(1012, 'Service Restart');
  is(states.at(-1).retryIn, 125);
};

tests.closeCodes_areFinalAsTheGatewayMeansThem = async () => {
  const { codes } = await (await fetch('/codes.json')).json();
  for (const [code, reconnect] of [...codes, [1001, true], [1005, true], [1013, true], [1000, false], [1008, false], [4999, false]]) {
    await start();
    FakeSocket.last.end(code, 'so it is');
    const { state, code: told, reason, error } = states.at(-1);
    is([told, state, reason], [code, reconnect ? 'waiting' : 'closed', 'so it is']);
    is([error?.code, errors.length], reconnect ? [undefined, 0] : ['closed', 1], `error of ${code}`);
    gateway.close();
  }
};

tests.closed_isForGood = async () => {
  await start({ topics: ['a'] });
  FakeSocket.answer = () => undefined;
  const pending = outcome(gateway.join('b'));
  gateway.close();
  is([await pending, await outcome(gateway.join('c'))], ['closed', 'closed']);
  is([clock.timers.size, FakeSocket.last.isClosed, names()], [0, true, ['connecting', 'open', 'closed']]);
  FakeSocket.last.end(1006);
  FakeSocket.last.push('late');
  dispatchEvent(new Event('online'));
  gateway.close();
  await clock.pass(100_000);
  is([FakeSocket.made.length, received, names().length, errors], [1, [], 3, []]);
};

tests.listener_mayCloseWheneverItIsTold = async () => {
  for (const state of ['connecting', 'open', 'waiting']) {
    await start();
    gateway.close();
    await start({ onState: (event) => event.state === state && event.target.close() });
    FakeSocket.made.at(-1)?.onclose?.({ code: 1006, reason: '' });
    await clock.pass(100_000);
    is([gateway.state, clock.timers.size], ['closed', 0], `closed while ${state}`);
  }
};

// --- The line ---

tests.silentLine_isAsked_andADeadOneIsMadeAnew = async () => {
  await start();
  const first = FakeSocket.last;
  await clock.pass(24_999);
  is(first.sent.length, 1);
  await clock.pass(1);
  is(first.sent[1], '?');
  FakeSocket.answer = () => undefined;
  await clock.pass(25_000);
  is(first.sent.length, 3);
  await clock.pass(9_999);
  is(gateway.state, 'open');
  FakeSocket.answer = () => 'ok';
  await clock.pass(1);
  is([states.at(-1).state, states.at(-1).reason, first.isClosed], ['waiting', 'silent', true]);
  await clock.pass(250);
  is([gateway.state, FakeSocket.made.length], ['open', 2]);
};

tests.anyTraffic_provesTheLineAlive = async () => {
  await start();
  FakeSocket.answer = () => undefined;
  for (let i = 0; i < 10; i++) {
    await clock.pass(20_000);
    FakeSocket.last.push('x');
  }
  is(FakeSocket.last.sent.length, 1, 'messages said');
  await clock.pass(26_000);
  FakeSocket.last.push('x');
  await clock.pass(20_000);
  is(gateway.state, 'open');
};

tests.sleep_isNoticed_andTheLineAskedAtOnce = async () => {
  await start();
  await clock.pass(1_000);
  clock.sleep(3_600_000);
  await clock.pass(5_000);
  is(FakeSocket.last.sent, ['reg:shop:7', '?']);
  FakeSocket.answer = () => undefined;
  clock.sleep(3_600_000);
  await clock.pass(5_000);
  is(FakeSocket.last.sent.length, 3);
  await clock.pass(10_000);
  is([states[2].state, states[2].reason], ['waiting', 'silent']);
};

tests.answer_thatWaitsUnreadWhileTimersAreHeldBack_isNotTakenForMissing = async () => {
  FakeSocket.answer = (line) => (line === '?' ? undefined : 'ok');
  await start();
  await clock.pass(25_000);
  await clock.holdBack(60_000);
  is([gateway.state, FakeSocket.last.sent.length], ['open', 3], 'asked once more');
  await clock.holdBack(60_000);
  is(gateway.state, 'waiting', 'after the second time');
};

tests.pageThatIsSeenAgain_orNetworkThatIsBack_asksAtOnce = async () => {
  for (const [target, type] of [[document, 'visibilitychange'], [document, 'resume'], [window, 'online'], [window, 'pageshow']]) {
    await start();
    target.dispatchEvent(new Event(type, { bubbles: type === 'visibilitychange' }));
    is(FakeSocket.last.sent[1], '?', type);
    gateway.close();
  }
};

tests.networkThatIsBack_endsALongWait = async () => {
  Math.random = () => 1;
  await start();
  await waits(8);
  FakeSocket.last.end(1006);
  is(states.at(-1).retryIn, 30_000);
  dispatchEvent(new Event('online'));
  await clock.pass(250);
  is(gateway.state, 'open');
};

// --- Proofs ---

tests.tokenCallback_isAskedBeforeEachConnect_andWhenTheProofEnds = async () => {
  let asked = 0;
  await start({ token: async () => `t${++asked}` });
  is(FakeSocket.last.sent, ['reg:shop:7:t1']);
  FakeSocket.last.say('expires 30');
  await settle();
  is(FakeSocket.last.sent, ['reg:shop:7:t1', 'reg:shop:7:t2']);
  FakeSocket.last.end(4007, 'the token has expired');
  await clock.pass(250);
  is(FakeSocket.last.sent, ['reg:shop:7:t3']);
  is(errors, []);
};

tests.tokenCallback_thatFails_isAnErrorAndTriedAgain = async () => {
  let fails = true;
  await start({ token: () => fails ? Promise.reject(new Error('no session')) : 'good' });
  is([names(), FakeSocket.made.length], [['connecting', 'waiting'], 0]);
  is([errors[0].code, errors[0].cause.message], ['connect', 'no session']);
  fails = false;
  await clock.pass(250);
  is(gateway.state, 'open');
  fails = true;
  FakeSocket.last.say('expires 30');
  await settle();
  is([errors[1].code, gateway.state], ['token', 'open']);
};

tests.tokenCallback_thatNeverAnswers_isGivenUp_andItsLateAnswerIgnored = async () => {
  const answers = [];
  await start({ token: () => new Promise((resolve) => answers.push(resolve)) });
  await clock.pass(15_250);
  is([states[1].reason, answers.length], ['no answer in time', 2]);
  answers[0]('old');
  answers[1]('new');
  await settle();
  is([FakeSocket.made.length, FakeSocket.last.sent[0]], [1, 'reg:shop:7:new']);
};

tests.proof_thatIsRefused_isTheEnd_atOnceIfItCannotChange_elseAfterThree = async () => {
  FakeSocket.answer = () => 'no unauthorized No proof';
  await start({ token: 'bad' });
  is([gateway.state, FakeSocket.made.length, errors[0].code], ['closed', 1, 'unauthorized']);
  await start({ token: () => 'bad' });
  await clock.pass(10_000);
  is([gateway.state, FakeSocket.made.length, errors.length], ['closed', 4, 1]);
};

tests.refusal_thatWillPass_isTriedAgain_andOneThatWillNotIsTheEnd = async () => {
  FakeSocket.answer = () => 'no internal It failed';
  await start();
  is([gateway.state, states.at(-1).reason], ['waiting', 'It failed']);
  FakeSocket.answer = () => 'no unknown-app Not served here';
  await clock.pass(250);
  is([gateway.state, errors[0] instanceof GatewayError, errors[0].message], ['closed', true, 'Not served here']);
};

tests.browserThatRefusesToConnect_isAnError = async () => {
  globalThis.WebSocket = class { constructor() { throw new Error('mixed content'); } };
  await start();
  is([gateway.state, errors[0].code], ['waiting', 'connect']);
};

// --- All of them ---

const rejections = [];
addEventListener('unhandledrejection', ({ reason }) => rejections.push(String(reason)));
const globals = Object.keys(globalThis);
const results = [];
const pause = setTimeout;
for (const [name, test] of Object.entries(tests)) {
  let putBack;
  [clock, putBack] = install();
  try {
    await test();
    results.push([name, 'ok']);
  } catch (error) {
    results.push([name, String(error)]);
  }
  gateway?.close();
  await settle();
  putBack();
}
await new Promise((resolve) => pause(resolve, 0));
results.push(['nothing_isLeftUnhandled', rejections.join() || 'ok']);
// Chromium's driver has some of its own.
const added = Object.keys(globalThis).filter((name) => !globals.includes(name) && !/cdc_|^ret_nodes$/.test(name));
results.push(['nothing_isAddedToTheGlobals', added.join() || 'ok']);
window.results = results;
