import { ask } from '/page/api.js';
import { el } from '/page/dom.js';
import { word, number, time } from '/page/words.js';
import { label } from '/page/labels.js';
import { filtersOf } from '/page/list.js';
import { bars, columns } from '/page/charts.js';

/** As many colours as can be told apart; what is beyond is summed up. */
const MOST_SERIES = 7;
const MOST_BARS = 15;

/** Over as many days at most those without outputs are shown, too; as many columns can be seen. */
const MOST_EMPTY = 92;
const DAY = 86400000;

const FILTER_WORDS = { 'output-config': 'outputConfig', 'media-type': 'mediaType' };

function called(id) {
  return id === null ? word('notStated') : label(id);
}

function table(heads, rows) {
  return el('details', { class: 'numbers' },
    el('summary', {}, word('table')),
    el('div', { class: 'scroll' }, el('table', {},
      el('thead', {}, el('tr', {}, heads.map((head) => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, rows.map((cells) => el('tr', {}, cells.map((cell, at) =>
        at === 0 ? el('th', { scope: 'row' }, el('bdi', {}, String(cell)))
          : el('td', {}, typeof cell === 'number' ? number(cell) : el('bdi', {}, String(cell))))))))));
}

function section(title, nothing, chart, numbers) {
  return el('section', { class: 'chart' }, el('h2', {}, title),
    chart ? [chart, numbers] : el('p', { class: 'quiet' }, nothing));
}

function largest(groups, key, value) {
  const sums = new Map();
  for (const group of groups) {
    const name = called(group[key]);
    sums.set(name, (sums.get(name) || 0) + group[value]);
  }
  return [...sums].filter(([, sum]) => sum > 0).sort((a, b) => b[1] - a[1]);
}

/** Returns the days from the first to the last, with all between them unless there are too many. */
function daysOf(groups) {
  const days = [...new Set(groups.map((group) => group.day ?? ''))].sort();
  const dated = days.filter((day) => day);
  const first = Date.parse(dated[0]);
  const count = (Date.parse(dated.at(-1)) - first) / DAY + 1;
  if (!(count <= MOST_EMPTY)) return days;
  const all = Array.from({ length: count },
    (none, at) => new Date(first + at * DAY).toISOString().slice(0, 10));
  return days.includes('') ? ['', ...all] : all;
}

function perDay(groups) {
  const made = groups.filter((group) => group.outputs_generated > 0);
  const order = largest(made, 'config_used', 'outputs_generated').map(([name]) => name);
  const series = order.slice(0, MOST_SERIES);
  if (order.length > series.length) series.push(word('others'));
  const days = new Map(daysOf(made).map((day) => [day, new Map()]));
  for (const group of made) {
    const day = group.day ?? '';
    const config = called(group.config_used);
    const name = series.includes(config) ? config : word('others');
    const counts = days.get(day);
    counts.set(name, (counts.get(name) || 0) + group.outputs_generated);
  }
  const sorted = [...days].map(([day, counts]) => ({
    name: day ? time(day + 'T12:00:00', { dateStyle: 'medium' }) : word('undated'), counts,
  }));
  return section(word('perDay'), word('noOutputs'),
    sorted.length ? columns(sorted, series, word('perDay')) : null,
    table([word('day'), word('outputConfig'), word('count')], sorted.flatMap(({ name, counts }) =>
      [...counts].map(([config, count]) => [name, config, count]))));
}

function perReason(groups) {
  const rows = groups.filter((group) => group.block_reason !== null && group.items > 0)
    .sort((a, b) => a.stage - b.stage || b.items - a.items)
    .map((group) => ({
      name: word('stage') + ' ' + group.stage + ': ' + group.block_reason, value: group.items,
    }));
  return section(word('perReason'), word('noBlocks'),
    rows.length ? bars(rows.slice(0, MOST_BARS)) : null,
    table([word('reason'), word('count')], rows.map(({ name, value }) => [name, value])));
}

function perConfig(groups) {
  const rows = groups
    .map((group) => ({ name: called(group.config_name), group }))
    .sort((a, b) => b.group.outputs_generated - a.group.outputs_generated);
  const bar = rows.filter(({ group }) => group.outputs_generated > 0)
    .map(({ name, group }) => ({ name, value: group.outputs_generated }));
  return section(word('perConfig'), word('noOutputs'),
    bar.length ? bars(bar.slice(0, MOST_BARS)) : null,
    table(['config', 'executions', 'requested', 'generated', 'blocked', 'failed', 'pending'].map(word),
      rows.map(({ name, group }) => [name, group.executions, group.outputs_requested,
        group.outputs_generated, group.outputs_blocked, group.outputs_failed,
        group.outputs_pending])));
}

/** Shows counts of what the filters select, as charts and as tables. */
export async function showStats(main, parameters, signal) {
  const filters = filtersOf(parameters);
  main.replaceChildren(el('h1', {}, word('stats')), el('p', {}, word('reading')));
  const [days, reasons, configs] = await Promise.all([
    ask('stats', { ...filters, by: ['day', 'output-config'] }, signal),
    ask('stats', { ...filters, by: ['stage', 'block-reason'] }, signal),
    ask('stats', { ...filters, by: 'config' }, signal),
  ]);
  main.replaceChildren(el('h1', {}, word('stats')),
    Object.keys(filters).length
      ? el('p', { class: 'facts' }, Object.entries(filters).map(([name, values]) =>
        el('span', { class: 'chip' }, word(FILTER_WORDS[name] || name) + ': ', el('bdi', {}, values.join(', ')))),
      ' ', el('a', { href: '/?page=stats' }, word('reset'))) : '',
    perDay(days.body.groups), perConfig(configs.body.groups), perReason(reasons.body.groups));
}
