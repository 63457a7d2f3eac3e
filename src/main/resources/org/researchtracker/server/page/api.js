/** Asks the Research API. */

const BASE = '/api/research/';

/** What the server said instead of an answer. */
export class Problem extends Error {
  constructor(status, detail, hint) {
    super(detail);
    this.status = status;
    this.hint = hint;
  }
}

/** Returns the address of a route with a query; lists become repeated parameters. */
export function address(route, query = {}) {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null && each !== undefined && each !== '') words.append(name, each);
    }
  }
  const text = words.toString();
  return BASE + route + (text ? '?' + text : '');
}

async function problem(answer) {
  let said = {};
  try {
    said = await answer.json();
  } catch (broken) {
    said = {};
  }
  return new Problem(answer.status, said.detail || said.title || String(answer.status), said.hint);
}

async function fetched(where, signal) {
  let answer;
  try {
    answer = await fetch(where, { signal, credentials: 'same-origin' });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0, '', '');
  }
  if (!answer.ok) throw await problem(answer);
  return answer;
}

/** Returns what a route answers, and where its next page is, if there is one. */
export async function ask(route, query, signal) {
  return page(address(route, query), signal);
}

/** Returns a page of an answer by its address. */
export async function page(where, signal) {
  const answer = await fetched(where, signal);
  const link = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get('Link') || '');
  const leftOut = Number(answer.headers.get('Tracker-Left-Out') || 0);
  const text = await answer.text();
  return { body: JSON.parse(text), text, next: link ? link[1] : null, leftOut };
}

/** Returns the address of an execution, or of something below it. */
export function execution(id, below = '') {
  return 'execution/' + encodeURIComponent(id) + below;
}

/** Returns the address of an item's medium. */
export function medium(id, number) {
  return BASE + execution(id, '/media/' + number);
}

/** Begins to fetch a bundle. */
export function bundle(route, query, signal) {
  return fetched(address(route, query), signal);
}
