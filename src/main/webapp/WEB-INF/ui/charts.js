// Live charts of the last five minutes. Each has a table of what its lines are, which are told apart by their dashes
// too, and what they are now and at most: the same for who cannot see the lines.

import './lib/chart.umd.min.js';
import { axis, moment } from './format.js';
import { h, keyed, say } from './dom.js';

const SPAN = 5 * 60_000; // milliseconds
const SHORT = 30_000; // what is shown at least
const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3], [4, 4], [1, 4]];
const { Chart } = globalThis;
const dark = matchMedia('(prefers-color-scheme: dark)');

/** A colour of the page, which differ by night. */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

Chart.defaults.animation = false;
Chart.defaults.font.family = getComputedStyle(document.documentElement).getPropertyValue('--sans');

function options(unit) {
  const grid = { color: colour('--line') };
  const ticks = { color: colour('--muted'), maxRotation: 0, autoSkipPadding: 16 };
  return {
    parsing: false,
    normalized: true,
    maintainAspectRatio: false,
    interaction: { mode: 'index', intersect: false },
    plugins: {
      legend: { display: false },
      tooltip: { callbacks: { title: ([point]) => moment(point.parsed.x), label: (point) => ` ${point.dataset.label}: ${unit(point.parsed.y)}` } },
    },
    scales: {
      x: { type: 'linear', grid: { display: false }, border: grid, ticks: { ...ticks, callback: moment } },
      y: { beginAtZero: true, suggestedMax: 1, border: { display: false }, grid, ticks: { ...ticks, maxTicksLimit: 5, callback: axis } },
    },
  };
}

/** A line before its name, with the dashes that it has in the chart. */
function swatch(place) {
  const sample = h('canvas.swatch', { width: 56, height: 8, 'aria-hidden': 'true' });
  sample.paint = () => {
    const pen = sample.getContext('2d');
    pen.clearRect(0, 0, 56, 8);
    pen.strokeStyle = colour(`--line-${place + 1}`);
    pen.lineWidth = 4;
    pen.setLineDash(DASHES[place].map((length) => length * 2));
    pen.beginPath();
    pen.moveTo(0, 4);
    pen.lineTo(56, 4);
    pen.stroke();
  };
  sample.paint();
  return sample;
}

/**
 * A chart.
 *
 * @param title its heading
 * @param unit shows a value as text
 * @param lines gives of a history [name, of a sample its value] pairs, at most six
 * @returns { view, draw(history), close() }
 */
export function chart(title, unit, lines) {
  const canvas = h('canvas', { role: 'img', 'aria-label': `${title}, the last five minutes; the table below has the figures` });
  const rows = h('tbody');
  const view = h('section.panel.chart', h('h2', title), h('div.canvas', canvas),
    h('table.legend', h('caption.unseen', title), h('thead', h('tr',
      h('th', { scope: 'col' }, h('span.unseen', 'Line')), h('th.number', { scope: 'col' }, 'now'), h('th.number', { scope: 'col' }, 'highest'))), rows));
  let drawn = null;

  function row({ place }) {
    const sample = swatch(place);
    const name = h('span');
    const cells = [h('td.number'), h('td.number')];
    const made = h('tr', h('th', { scope: 'row' }, sample, name), cells);
    made.show = (line) => {
      say(name, line.name);
      say(cells[0], unit(line.now));
      say(cells[1], unit(line.most));
    };
    made.paint = sample.paint;
    return made;
  }

  function draw(history) {
    const end = history.at(-1)?.time ?? Date.now();
    const shown = history.filter((sample) => sample.time > end - SPAN);
    const found = lines(shown).slice(0, DASHES.length).map(([name, value], place) => {
      const data = shown.map((sample) => ({ x: sample.time, y: value(sample) ?? NaN }));
      const numbers = data.map((point) => point.y).filter((y) => !Number.isNaN(y));
      return { name, place, data, now: data.at(-1)?.y, most: numbers.length > 0 ? Math.max(...numbers) : null };
    });
    keyed(rows, found, (line) => line.place, row);
    drawn ??= new Chart(canvas, { type: 'line', data: { datasets: [] }, options: options(unit) });
    drawn.data.datasets = found.map(({ name, place, data }) => ({
      label: name,
      data,
      borderColor: colour(`--line-${place + 1}`),
      backgroundColor: colour(`--line-${place + 1}`),
      borderDash: DASHES[place],
      borderWidth: 2,
      pointRadius: shown.length < 3 ? 2 : 0,
    }));
    const span = Math.min(SPAN, Math.max(SHORT, end - shown[0]?.time || 0));
    drawn.options.scales.x.min = end - span;
    drawn.options.scales.x.ticks.stepSize = span > 4 * SHORT ? 60_000 : span > SHORT ? 15_000 : 10_000;
    drawn.options.scales.x.max = end;
    drawn.update('none');
  }

  let last = [];
  const repaint = () => {
    drawn?.destroy();
    drawn = null;
    [...rows.children].forEach((made) => made.paint());
    draw(last);
  };
  dark.addEventListener('change', repaint);
  return {
    view,
    draw(history) {
      last = history;
      draw(history);
    },
    close() {
      dark.removeEventListener('change', repaint);
      drawn?.destroy();
    },
  };
}
