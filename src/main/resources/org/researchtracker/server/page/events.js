/** Hears of new items. */

import { address } from '/page/api.js';

/** From the end of a connection to the next one. Milliseconds. */
const PAUSE = 2000;

/** Reads events, each the values by their names, until there are no more. */
async function read(answer, each) {
  const text = new TextDecoder();
  const reader = answer.body.getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + text.decode(value, { stream: true })).split('\n\n');
    rest = events.pop();
    for (const event of events) {
      each(new Map(event.split('\n').map((line) => line.split(/: (.*)/, 2))));
    }
  }
}

/**
 * Listens to new items. A page that cannot be seen gives its connection back, and goes on where it was
 * when it can be seen again: browsers have six connections to a server, for all tabs together and for
 * the pages that one may go back to, and a seventh page would not be shown at all.
 *
 * @param query which ones
 * @param onItem is called for each
 * @param onReset is called where the logs became others, and where too much was missed
 * @returns what ends it
 */
export function listen(query, onItem, onReset) {
  let last = '';
  let connection = null;
  let timer = null;
  const pause = () => {
    clearTimeout(timer);
    const open = connection;
    connection = null;
    open?.abort();
  };
  const hear = (event) => {
    last = event.get('id') ?? last;
    if (event.get('event') === 'item') onItem();
    if (event.get('event') === 'reset') onReset();
    if (document.hidden) pause();
  };
  const begin = async () => {
    const mine = new AbortController();
    connection = mine;
    let refused = false;
    try {
      const answer = await fetch(address('events', query), {
        headers: last ? { 'Last-Event-ID': last } : {}, signal: mine.signal,
      });
      refused = !answer.ok && answer.status < 500;
      if (answer.ok) await read(answer, hear);
    } catch (broken) {
      // Whoever went away, the next connection goes on where this one ended.
    }
    if (connection === mine && !refused) timer = setTimeout(begin, PAUSE);
  };
  const look = () => {
    if (!document.hidden) {
      if (!connection) begin();
    } else if (last) {
      pause();
    }
  };
  document.addEventListener('visibilitychange', look);
  begin();
  return () => {
    document.removeEventListener('visibilitychange', look);
    pause();
  };
}
