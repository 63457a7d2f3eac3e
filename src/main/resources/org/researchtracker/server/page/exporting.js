import { bundle } from '/page/api.js';
import { el } from '/page/dom.js';
import { word, bytes } from '/page/words.js';

function name(answer) {
  const given = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') || '');
  return given ? given[1] : 'tracker-export.zip';
}

/** Keeps a bundle as it comes: in the file that was chosen, else in the browser's memory. */
async function keep(answer, file, told, signal) {
  const reader = answer.body.getReader();
  const parts = [];
  const out = file ? await file.createWritable() : null;
  let taken = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (out) await out.write(value);
      else parts.push(value);
      taken += value.length;
      told(taken);
    }
    if (signal.aborted) throw new DOMException('cancelled', 'AbortError');
  } catch (failure) {
    // What a failed answer left is no bundle, so it does not become a file.
    if (out) await out.abort();
    throw failure;
  }
  if (out) {
    await out.close();
    return;
  }
  const here = URL.createObjectURL(new Blob(parts, { type: 'application/zip' }));
  el('a', { href: here, download: name(answer) }).click();
  setTimeout(() => URL.revokeObjectURL(here), 60000);
}

/** Asks for the place to write to where the browser can, which must follow a click at once. */
async function place() {
  if (!window.showSaveFilePicker) return null;
  return window.showSaveFilePicker({
    suggestedName: 'tracker-export.zip',
    types: [{ description: 'ZIP', accept: { 'application/zip': ['.zip'] } }],
  });
}

/** Returns a button that exports, with its progress and a way to cancel. */
export function exportButton(label, route, query) {
  const said = el('span', { class: 'said', role: 'status' });
  const bar = el('progress', { hidden: true, 'aria-label': word('exporting') });
  const cancel = el('button', { type: 'button', hidden: true }, word('cancel'));
  const start = el('button', { type: 'button', class: 'export' }, label);
  start.addEventListener('click', async () => {
    const stop = new AbortController();
    cancel.onclick = () => stop.abort();
    let file = null;
    try {
      file = await place();
    } catch (declined) {
      if (declined.name === 'AbortError') return;
    }
    start.disabled = true;
    bar.hidden = false;
    cancel.hidden = false;
    said.textContent = word('exporting');
    let size = 0;
    try {
      const answer = await bundle(route, query, stop.signal);
      await keep(answer, file, (taken) => {
        size = taken;
        said.textContent = word('exporting') + ' · ' + bytes(taken);
      }, stop.signal);
      said.textContent = word('exported') + ' · ' + bytes(size);
    } catch (failure) {
      said.textContent = failure.name === 'AbortError'
        ? word('cancelled')
        : word('exportFailed') + (failure.message ? ' ' + failure.message : '');
    } finally {
      start.disabled = false;
      bar.hidden = true;
      cancel.hidden = true;
    }
  });
  return el('span', { class: 'exporting' }, start, bar, cancel, said);
}
