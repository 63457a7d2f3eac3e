import { page, address } from '/page/api.js';
import { el, foreign } from '/page/dom.js';
import { word, counted, time } from '/page/words.js';
import { label } from '/page/labels.js';
import { filtersOf } from '/page/list.js';

const BEFORE = 60;
const AROUND = 240;

/** The hit in its context, as text and marks; hits count characters of JavaScript's strings. */
function context(item) {
  const text = item.content || '';
  const first = item.hits.length ? item.hits[0].start : 0;
  let from = Math.max(0, first - BEFORE);
  if (from > 0 && /[\uDC00-\uDFFF]/.test(text[from])) from--;
  const to = Math.min(text.length, from + AROUND);
  const parts = [from > 0 ? '…' : ''];
  let at = from;
  for (const hit of item.hits) {
    if (hit.start < at || hit.end > to) continue;
    parts.push(text.slice(at, hit.start), el('mark', {}, text.slice(hit.start, hit.end)));
    at = hit.end;
  }
  parts.push(text.slice(at, to), to < text.length ? '…' : '');
  return parts;
}

function hit(item) {
  return el('li', { class: 'hit' },
    el('a', {
      href: '/?page=execution&id=' + encodeURIComponent(item.execution_id)
        + '#item-' + item.sequence_number,
    }, foreign('span', { class: 'text' }, context(item))),
    el('p', { class: 'facts' },
      foreign('bdi', { title: item.config_name || item.execution_id },
        label(item.config_name || item.execution_id)), ' ',
      el('span', { class: 'quiet', title: item.item_type }, word(item.item_type)), ' ',
      item.time ? el('time', { class: 'quiet', datetime: item.time }, time(item.time)) : null));
}

/** Shows the texts that hold the words. */
export async function showSearch(main, parameters, signal) {
  const words = parameters.get('q') || '';
  const count = el('p', { class: 'count', role: 'status' }, word('reading'));
  const list = el('ol', { class: 'hits' });
  const more = el('button', { type: 'button', class: 'more', hidden: true }, word('more'));
  main.replaceChildren(
    el('h1', {}, word('searchFor') + ' ', foreign('q', {}, words)), count, list, more);
  const add = async ({ body, next }) => {
    list.append(...body.items.map(hit));
    count.textContent = body.total ? counted(body.total, 'hit', 'hits') : word('noHits');
    more.hidden = next === null;
    more.onclick = async () => add(await page(next, signal));
  };
  await add(await page(
    address('search', { ...filtersOf(parameters), q: words, limit: 50 }), signal));
}
