import { Problem } from '/page/api.js';
import { listen } from '/page/events.js';
import { el } from '/page/dom.js';
import { word, counted, chooseLanguage, otherLanguage, language } from '/page/words.js';
import { readLabels } from '/page/labels.js';
import { showList, filtersOf } from '/page/list.js';
import { showExecution, refreshExecution } from '/page/journey.js';
import { showSearch } from '/page/search.js';
import { showStats } from '/page/stats.js';

/** News within this time are told together. Milliseconds. */
const TOGETHER = 300;

const main = document.getElementById('main');
const news = document.querySelector('.news');
let leave = new AbortController();
let stopListening = () => {};
let lastList = '/';

function parameters() {
  return new URLSearchParams(location.search);
}

function go(query) {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) words.append(name, value);
  const text = words.toString();
  history.pushState(null, '', text ? '/?' + text : '/');
  show();
}

function translate() {
  for (const each of document.querySelectorAll('[data-word]')) {
    each.textContent = word(each.dataset.word);
  }
  for (const each of document.querySelectorAll('[data-word-label]')) {
    each.setAttribute('aria-label', word(each.dataset.wordLabel));
  }
  for (const each of document.querySelectorAll('[data-word-placeholder]')) {
    each.setAttribute('placeholder', word(each.dataset.wordPlaceholder));
  }
  const button = document.querySelector('.language');
  button.textContent = word('other');
  button.lang = language() === 'de' ? 'en' : 'de';
}

/** Says what went wrong, beneath the filters where those can be mended. */
function failed(failure) {
  const status = failure instanceof Problem ? failure.status : 500;
  const known = [0, 400, 401, 403, 404, 503];
  const title = word('problem' + (known.includes(status) ? status : 500));
  const filters = status === 400 ? main.querySelector('.filtering') : null;
  const box = el('div', { class: 'box bad', role: 'alert' },
    el(filters ? 'h2' : 'h1', {}, title),
    failure.message ? el('p', { lang: 'en' }, failure.message) : null,
    failure.hint ? el('p', { lang: 'en' }, failure.hint) : null,
    el('p', {}, status === 0 || status >= 500
      ? [el('button', { type: 'button', onclick: () => show() }, word('retry')), ' '] : null,
    filters ? null : el('a', { href: lastList }, word('back'))));
  if (filters) {
    while (filters.nextSibling) filters.nextSibling.remove();
    filters.after(box);
  } else {
    main.replaceChildren(box);
  }
  if (!(failure instanceof Problem)) console.error(failure);
}

/** Tells of new items; what is shown changes only when the reader asks, or watches an execution. */
function watch(query, fresh) {
  let count = 0;
  let changed = false;
  let timer = null;
  const tell = () => {
    timer = null;
    if (fresh) {
      fresh();
      return;
    }
    const told = changed ? word('changed') : counted(count, 'newItem', 'newItems');
    news.replaceChildren(told + ' ', el('button', { type: 'button', onclick: () => show() }, word('refresh')));
  };
  const soon = () => { timer ??= setTimeout(tell, TOGETHER); };
  stopListening = listen(query, () => {
    count++;
    soon();
  }, () => {
    changed = true;
    soon();
  });
}

async function showPage(current, signal) {
  switch (current.get('page')) {
    case 'execution': {
      const id = current.get('id') || '';
      const again = async () => {
        try {
          await refreshExecution(main, parameters(), leave.signal);
        } catch (failure) {
          if (failure.name !== 'AbortError') failed(failure);
        }
      };
      const view = (chosen) => {
        const next = parameters();
        next.set('view', chosen);
        history.replaceState(null, '', '/?' + next + location.hash);
      };
      await showExecution(main, current, view, lastList, signal);
      signal.throwIfAborted();
      watch({ id }, again);
      return;
    }
    case 'search': {
      document.getElementById('q').value = current.get('q') || '';
      await showSearch(main, current, signal);
      return;
    }
    case 'stats': await showStats(main, current, signal); return;
    default: {
      await showList(main, current, go, signal);
      signal.throwIfAborted();
      watch(filtersOf(current), null);
    }
  }
}

async function show(keepFocus = false) {
  leave.abort();
  stopListening();
  stopListening = () => {};
  leave = new AbortController();
  const { signal } = leave;
  news.replaceChildren();
  const current = parameters();
  const shown = current.get('page') || 'list';
  if (shown === 'list') lastList = '/' + location.search;
  for (const link of document.querySelectorAll('nav [data-page]')) {
    if (link.dataset.page === shown) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  // The filters go along from the list to the statistics and back.
  const filters = new URLSearchParams();
  for (const [name, values] of Object.entries(filtersOf(current))) {
    for (const value of values) filters.append(name, value);
  }
  document.querySelector('[data-page="list"]').href = '/' + (String(filters) ? '?' + filters : '');
  filters.set('page', 'stats');
  document.querySelector('[data-page="stats"]').href = '/?' + filters;
  main.setAttribute('aria-busy', 'true');
  try {
    await showPage(current, signal);
    const title = main.querySelector('h1');
    document.title = title ? title.textContent.slice(0, 80) + ' · tracker' : 'tracker';
    if (!keepFocus && !location.hash) main.focus({ preventScroll: true });
  } catch (failure) {
    if (failure.name !== 'AbortError') failed(failure);
  } finally {
    if (!signal.aborted) main.removeAttribute('aria-busy');
  }
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey
    || event.shiftKey || event.altKey || link.hasAttribute('download') || link.target) return;
  const there = new URL(link.href);
  if (there.origin !== location.origin || there.pathname !== '/'
    || (there.hash && there.search === location.search)) return;
  event.preventDefault();
  history.pushState(null, '', there);
  window.scrollTo(0, 0);
  show();
});

document.querySelector('form.search').addEventListener('submit', (event) => {
  event.preventDefault();
  const q = document.getElementById('q').value.trim();
  if (q) go({ page: 'search', q });
});

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, textarea, select');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.getElementById('q').focus();
  }
});

document.querySelector('.language').addEventListener('click', () => {
  otherLanguage();
  translate();
  show(true);
});

window.addEventListener('popstate', () => show());
chooseLanguage(parameters().get('lang'));
translate();
readLabels().then(() => show(true));
