// A text/event-stream read by fetch, since an EventSource cannot show a key.

import { request } from './api.js';

/** The events in a piece of text that ends with a blank line, comments left out. */
function* eventsIn(text) {
  for (const block of text.split('\n\n')) {
    let type = 'message';
    const data = [];
    for (const line of block.split('\n')) {
      const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (name === 'event') {
        type = value;
      } else if (name === 'data') {
        data.push(value);
      }
    }
    if (data.length > 0) {
      yield { type, data: data.join('\n') };
    }
  }
}

const SILENCE = 20_000; // the server says something every 5 s, if only a comment

/** What a promise gives, or an error if that takes longer than a living line is silent. */
async function whileAlive(promise) {
  let timer;
  const silence = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error('Nothing is heard any more.')), SILENCE);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads events until the stream ends, is silent for too long or is aborted; `opened` is called once there is an answer. */
export async function read(where, signal, opened, told) {
  const response = await request('GET', where, { signal, headers: { Accept: 'text/event-stream' } });
  opened();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let rest = ''; ;) {
      const { done, value } = await whileAlive(reader.read());
      if (done) {
        return;
      }
      rest = (rest + value).replaceAll('\r\n', '\n');
      const end = rest.lastIndexOf('\n\n');
      if (end >= 0) {
        for (const event of eventsIn(rest.slice(0, end))) {
          told(event.type, JSON.parse(event.data));
        }
        rest = rest.slice(end + 2);
      }
    }
  } finally {
    reader.cancel().catch(() => {}); // of one that has failed, there is nothing to give back
  }
}
