// Figures and times as people read them.

const whole = new Intl.NumberFormat('en-GB');
const short = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });
const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumSignificantDigits: 3 });

const known = (value) => value !== null && value !== undefined && !Number.isNaN(value);

export const count = (value) => (known(value) ? whole.format(value) : '–');

/** Per second: 0, 0.4, 12.3, 1,240. */
export const rate = (value) => (!known(value) ? '–' : value >= 1000 ? whole.format(Math.round(value)) : short.format(value));

export const millis = (value) => {
  if (!known(value)) {
    return '–';
  }
  return value >= 1000 ? `${short.format(value / 1000)} s` : `${short.format(value)} ms`;
};

export const axis = (value) => (Math.abs(value) >= 10_000 ? compact.format(value) : short.format(value));

export function bytes(value) {
  if (!known(value)) {
    return '–';
  }
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
  return `${short.format(value / 1024 ** step)} ${units[step]}`;
}

export const percent = (part) => (known(part) ? `${Math.round(part * 100)} %` : '–');

/** 12:04:05 today, 20 Nov 12:04 before that. */
export function moment(value) {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) {
    return String(value ?? '–');
  }
  const today = date.toDateString() === new Date().toDateString();
  return today ? date.toTimeString().slice(0, 8)
    : `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: date.getFullYear() === new Date().getFullYear() ? undefined : 'numeric' })} ${date.toTimeString().slice(0, 5)}`;
}

/** How long ago: 40 s, 12 min, 3 h 5 min, 2 d 4 h. */
export function ago(value) {
  const seconds = Math.max(0, Math.round((Date.now() - new Date(value).getTime()) / 1000));
  const parts = [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']];
  const first = parts.findIndex(([size]) => seconds >= size);
  if (first < 0) {
    return '0 s';
  }
  const [size, unit] = parts[first];
  const [nextSize, nextUnit] = parts[first + 1] ?? [];
  const rest = first < 2 ? Math.floor((seconds % size) / nextSize) : 0;
  return `${Math.floor(seconds / size)} ${unit}${rest ? ` ${rest} ${nextUnit}` : ''}`;
}

export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** slow-consumer, SLOW_CONSUMER: slow consumer. */
export const words = (slug) => String(slug).replaceAll(/[-_]/g, ' ').toLowerCase();

/** "nodes 1 and 3" of numbers. */
export function nodesNamed(numbers) {
  const names = numbers.map(String);
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0];
  return `${names.length === 1 ? 'node' : 'nodes'} ${list}`;
}
