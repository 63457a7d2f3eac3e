import { ask, page, address, medium } from '/page/api.js';
import { el, foreign, brief } from '/page/dom.js';
import { word, counted, number, time } from '/page/words.js';
import { label } from '/page/labels.js';
import { exportButton } from '/page/exporting.js';

/** The filters of the list, which are the API's own parameters. */
export const FILTERS = ['config', 'output-config', 'status', 'media-type', 'device', 'session',
  'user', 'model', 'on', 'since', 'until', 'text'];

const STATUSES = ['complete', 'blocked', 'error', 'open'];
const MEDIA = ['image', 'audio', 'music', 'video', '3d', 'text'];
const SIGNS = { audio: '♪', music: '♫', video: '▶', '3d': '◈', text: '¶', metadata: '{ }' };
const PAGE = 20;

/** How much of an address ids may take: every server takes that many characters. */
const LONGEST = 1800;

/** Returns the filters that the page's address holds. */
export function filtersOf(parameters) {
  const filters = {};
  for (const name of FILTERS) {
    const values = parameters.getAll(name).filter((value) => value !== '');
    if (values.length) filters[name] = values;
  }
  return filters;
}

function field(name, label, control) {
  return el('label', { class: 'field' }, el('span', {}, label), control);
}

function text(name, filters, attributes = {}) {
  return el('input', {
    name, value: (filters[name] || []).join(','), autocomplete: 'off', ...attributes,
  });
}

function choice(name, values, filters) {
  const now = (filters[name] || []).join(',');
  const known = now === '' || values.includes(now) ? values : [...values, now];
  return el('select', { name },
    el('option', { value: '' }, word('any')),
    known.map((value) => el('option', { value, selected: value === now }, word(value))));
}

function names(id, values) {
  return el('datalist', { id }, values.map((value) =>
    el('option', { value }, label(value) === value ? null : label(value))));
}

/** Offers the names that the logs hold; without them the filter is used all the same. */
async function suggest(form, signal) {
  for (const [by, name, key] of [['config', 'config', 'config_name'],
    ['output-config', 'output-config', 'config_used'], ['device', 'device', 'device_id']]) {
    const { body } = await ask('stats', { by }, signal);
    const values = body.groups.map((group) => group[key]).filter((value) => value);
    form.append(names('known-' + name, values.slice(0, 500)));
  }
}

function form(filters, go, signal) {
  const rare = ['session', 'user', 'model', 'since', 'until'];
  const made = el('form', {
    class: 'filters', 'aria-label': word('filter'),
    onsubmit: (event) => {
      event.preventDefault();
      const chosen = {};
      for (const [name, value] of new FormData(made)) if (value.trim()) chosen[name] = value.trim();
      go(chosen);
    },
    onchange: (event) => {
      if (event.target instanceof HTMLSelectElement || event.target.type === 'date') {
        made.requestSubmit();
      }
    },
  },
  field('config', word('config'), text('config', filters, { list: 'known-config' })),
  field('output-config', word('outputConfig'),
    text('output-config', filters, { list: 'known-output-config' })),
  field('status', word('status'), choice('status', STATUSES, filters)),
  field('media-type', word('mediaType'), choice('media-type', MEDIA, filters)),
  field('device', word('device'), text('device', filters, { list: 'known-device' })),
  field('on', word('on'), text('on', filters,
    /^(\d{4}-\d\d-\d\d)?$/.test((filters.on || []).join(',')) ? { type: 'date' } : {})),
  field('text', word('text'), text('text', filters, { type: 'search' })),
  el('details', { open: rare.some((name) => name in filters) },
    el('summary', {}, word('moreFilters')),
    el('div', { class: 'rare' },
      field('session', word('session'), text('session', filters)),
      field('user', word('user'), text('user', filters)),
      field('model', word('model'), text('model', filters)),
      field('since', word('since'), text('since', filters, { placeholder: '-3d' })),
      field('until', word('until'), text('until', filters, { placeholder: 'today' })))),
  el('div', { class: 'buttons' },
    el('button', {}, word('filter')),
    Object.keys(filters).length
      ? el('a', { href: '/', class: 'button' }, word('reset')) : null));
  suggest(made, signal).catch(() => {});
  // On a phone the filters would fill the screen.
  const open = Object.keys(filters).length > 0 || matchMedia('(min-width: 36rem)').matches;
  return el('details', { class: 'filtering', open }, el('summary', {}, word('filter')), made);
}

function row(entry) {
  const id = entry.execution_id;
  return el('li', { class: 'card', 'data-id': id },
    el('a', { href: '/?page=execution&id=' + encodeURIComponent(id), class: 'entry' },
      el('span', { class: 'about' },
        entry.input_text
          ? foreign('span', { class: 'words' }, brief(entry.input_text, 160))
          : el('span', { class: 'words none' }, word('noText')),
        el('span', { class: 'facts' },
          el('span', { class: 'chip ' + entry.status }, word(entry.status)), ' ',
          entry.started_at
            ? [el('time', { datetime: entry.started_at, title: entry.timestamp || entry.started_at },
              time(entry.started_at)), ' '] : null,
          entry.config_name ? [foreign('bdi', { title: entry.config_name }, label(entry.config_name)), ' '] : null,
          entry.device_id ? [foreign('bdi', { class: 'quiet', title: entry.device_id }, label(entry.device_id)), ' '] : null,
          el('span', { class: 'quiet' }, counted(entry.output_count, 'output', 'outputs')),
          entry.blocked_count
            ? [' ', el('span', { class: 'quiet' }, number(entry.blocked_count) + ' ' + word('blocks'))]
            : null)),
      entry.output_count ? el('span', { class: 'thumbs', 'aria-hidden': 'true' }) : null));
}

function thumb(item) {
  if (item.media_type !== 'image' || !item.file_path) {
    return el('span', { class: 'sign' }, SIGNS[item.media_type] || '▤');
  }
  const shown = el('img', {
    src: medium(item.execution_id, item.sequence_number), alt: '', loading: 'lazy',
    decoding: 'async',
  });
  shown.addEventListener('error', () => shown.replaceWith(
    el('span', { class: 'sign', title: word('image') + ' ' + word('notHere') }, '∅')));
  return shown;
}

function inPortions(ids) {
  const portions = [[]];
  let length = 0;
  for (const id of ids) {
    const more = encodeURIComponent(id).length + 4;
    if (length + more > LONGEST && portions.at(-1).length) {
      portions.push([]);
      length = 0;
    }
    portions.at(-1).push(id);
    length += more;
  }
  return portions;
}

/** Shows up to three outputs of each execution. */
async function thumbs(list, entries, signal) {
  const ids = entries.filter((entry) => entry.output_count > 0).map((entry) => entry.execution_id);
  for (const portion of inPortions(ids)) {
    if (!portion.length) continue;
    const { body } = await ask('items', { id: portion, 'item-type': 'output', limit: 0 }, signal);
    const byId = new Map();
    for (const item of body.items) {
      if (!byId.has(item.execution_id)) byId.set(item.execution_id, []);
      byId.get(item.execution_id).push(item);
    }
    for (const card of list.children) {
      const items = byId.get(card.dataset.id);
      const place = card.querySelector('.thumbs');
      if (!items || !place || place.children.length) continue;
      items.sort((a, b) => a.sequence_number - b.sequence_number);
      place.append(...items.slice(0, 3).map(thumb));
    }
  }
}

/**
 * Shows the executions that the filters select, newest first.
 *
 * @param go is called with other filters
 */
export async function showList(main, parameters, go, signal) {
  const filters = filtersOf(parameters);
  const filtered = Object.keys(filters).length > 0;
  const count = el('p', { class: 'count', role: 'status' }, word('reading'));
  const list = el('ol', { class: 'cards' });
  const more = el('button', { type: 'button', class: 'more', hidden: true }, word('more'));
  const exporting = exportButton(word(filtered ? 'exportThese' : 'exportAll'), 'export',
    filtered ? filters : { all: 'true' });
  exporting.hidden = true;
  main.replaceChildren(
    el('h1', {}, word('executions')),
    form(filters, go, signal),
    el('div', { class: 'bar' }, count, exporting),
    list, more);
  let shown = 0;
  const add = async ({ body, next, leftOut }) => {
    list.append(...body.executions.map(row));
    shown += body.executions.length;
    count.textContent = body.total === 0
      ? word(filtered ? 'none' : 'noLogs')
      : number(shown) + ' ' + word('of') + ' ' + number(body.total);
    if (leftOut) count.append(' · ' + number(leftOut) + ' ' + word('leftOut'));
    exporting.hidden = body.total === 0;
    more.hidden = next === null;
    more.onclick = async () => {
      more.disabled = true;
      const first = shown;
      try {
        await add(await page(next, signal));
        list.children[first]?.querySelector('a').focus();
      } finally {
        more.disabled = false;
      }
    };
    await thumbs(list, body.executions, signal).catch((failure) => {
      if (failure.name !== 'AbortError') console.warn(failure);
    });
  };
  await add(await page(address('executions', { ...filters, limit: PAGE }), signal));
}

