import { svg, el, brief } from '/page/dom.js';
import { number } from '/page/words.js';

const WIDTH = 720;
const HEIGHT = 260;
const LEFT = 44;
const BOTTOM = 28;
const TOP = 18;

/** How many names of columns there is room for on a phone. */
const LABELS = 5;

/** Returns the least of 1, 2, 5, 10, 20, … that is not below a number. */
function ceiling(value) {
  for (let power = 1; ; power *= 10) {
    for (const step of [1, 2, 5]) if (step * power >= value) return step * power;
  }
}

function legend(series) {
  return el('ul', { class: 'legend' }, series.map((name, at) =>
    el('li', {}, svg('svg', { class: 'key', viewBox: '0 0 10 10', 'aria-hidden': 'true' },
      svg('rect', { width: 10, height: 10, class: 'series' + at })), ' ', el('bdi', {}, name))));
}

/**
 * Draws stacked columns.
 *
 * @param groups in order, each a name and the counts by series
 */
export function columns(groups, series, title) {
  const sum = (group) => [...group.counts.values()].reduce((a, b) => a + b, 0);
  const top = ceiling(Math.max(...groups.map(sum)));
  const step = (WIDTH - LEFT) / groups.length;
  const wide = Math.min(60, step * 0.8);
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const every = Math.ceil(groups.length / LABELS);
  const marks = top <= 2 ? [0, top] : [0, top / 2, top];
  const chart = svg('svg', {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': title, class: 'columns',
  }, marks.map((mark) => [
    svg('line', { x1: LEFT, x2: WIDTH, y1: y(mark), y2: y(mark), class: 'grid' }),
    svg('text', { x: LEFT - 6, y: y(mark) + 4, 'text-anchor': 'end' }, number(mark))]));
  groups.forEach((group, at) => {
    const x = LEFT + step * at + (step - wide) / 2;
    let below = 0;
    series.forEach((name, index) => {
      const count = group.counts.get(name) || 0;
      if (!count) return;
      chart.append(svg('rect', {
        x, width: wide, y: y(below + count), height: y(below) - y(below + count),
        class: 'series' + index,
      }, svg('title', {}, `${group.name}, ${name}: ${number(count)}`)));
      below += count;
    });
    if (at % every === 0) {
      chart.append(svg('text', { x: x + wide / 2, y: HEIGHT - 8, 'text-anchor': 'middle' }, group.name));
    }
  });
  return el('div', {},
    el('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': title }, chart),
    legend(series));
}

/** Draws bars, each with its name above it, so that long names fit a small screen. */
export function bars(rows) {
  const most = Math.max(...rows.map((row) => row.value));
  return el('ul', { class: 'bars' }, rows.map((row) => el('li', {},
    el('span', { class: 'name', dir: 'auto', title: row.name }, brief(row.name, 90)),
    svg('svg', { viewBox: '0 0 100 1', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('rect', { height: 1, width: Math.max(0.4, 100 * row.value / most), class: 'series0' })),
    el('span', { class: 'value' }, number(row.value)))));
}
