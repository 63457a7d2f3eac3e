/**
 * Makes elements. Text from logs is untrusted: it only ever becomes a text node or an attribute
 * that no browser runs, never markup.
 */

const SVG = 'http://www.w3.org/2000/svg';

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) made.append(child);
  }
  return made;
}

/** Makes an element of HTML. */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Makes an element of SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * Makes one element like another without touching what is the same in both: what plays plays on, what
 * is opened stays open, and the focus stays where it is.
 *
 * @param parts a selector of what is looked into; anything else is taken as a whole
 */
export function merge(before, after, parts) {
  const opened = [...before.querySelectorAll('details')];
  after.querySelectorAll('details').forEach((each, at) => { each.open = opened[at]?.open ?? false; });
  if (before.isEqualNode(after)) return;
  if (!before.matches(parts) || before.tagName !== after.tagName) {
    before.replaceWith(after);
    return;
  }
  const old = [...before.children];
  const fresh = [...after.children];
  fresh.forEach((each, at) => {
    if (old[at]) merge(old[at], each, parts);
    else before.append(each);
  });
  old.slice(fresh.length).forEach((each) => each.remove());
}

/** Makes text whose direction and language are not the page's. */
export function foreign(tag, attributes, text) {
  return el(tag, { dir: 'auto', lang: '', ...attributes }, text);
}

const CHARACTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Returns the beginning of a text on one line. */
export function brief(text, most) {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  let kept = '';
  let count = 0;
  for (const { segment } of CHARACTERS.segment(line)) {
    if (++count > most) return kept.trimEnd() + '…';
    if (count < most) kept += segment;
  }
  return line;
}
