/** What configs, devices and users are called; for display only. */

import { ask } from '/page/api.js';

let names = new Map();

/** Asks for the names; without them, or without the right to see them, ids are shown. */
export async function readLabels() {
  try {
    const { body } = await ask('labels');
    names = new Map(Object.entries(body.labels));
  } catch (failure) {
    names = new Map();
  }
}

/** Returns what an id is called; the id itself if it has no name. */
export function label(id) {
  return names.get(id) ?? id;
}
