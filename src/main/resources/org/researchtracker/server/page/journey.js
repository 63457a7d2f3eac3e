import { ask, execution, address, medium } from '/page/api.js';
import { el, foreign, brief, merge } from '/page/dom.js';
import { word, reason, time, bytes, between, seconds, number } from '/page/words.js';
import { label } from '/page/labels.js';
import { exportButton } from '/page/exporting.js';

const VIEWS = ['student', 'advanced', 'researcher'];
const LONGEST_HEADING = 240;
const STAGES = {
  'Stage 0': 'start', 'Stage 1': 'inputAndSafety', 'Stage 2': 'interception', 'Stage 5': 'end',
};
const SIGNS = { passed: '✓', failed: '✗', blocked: '✗', unknown: '?' };

/** What one execution's parts need to know of it. */
class Told {
  constructor(record, journey) {
    this.record = record;
    this.journey = journey;
    this.items = new Map(record.items.map((item) => [item.sequence_number, item]));
  }
}

/** Parses JSON so that numbers print as they stand there, in browsers that can. */
function exact(text) {
  return JSON.parse(text, (key, value, context) =>
    (typeof value === 'number' && context && JSON.rawJSON ? JSON.rawJSON(context.source) : value));
}

function outputName(step, item) {
  // The server numbers outputs per medium; the medium's name is the page's language.
  const count = /(\d+)$/.exec(step.name || '');
  const kind = item.media_type === 'text' ? 'textMedium' : item.media_type;
  const known = ['image', 'audio', 'music', 'video', '3d', 'textMedium', 'metadata'].includes(kind);
  return (known ? word(kind) : step.name || item.item_type) + (known && count ? ' ' + count[1] : '');
}

function player(where, format, name, alt) {
  if (/^image\/(png|jpeg|webp|gif|bmp|avif)$/.test(format)) {
    return el('a', { href: where, class: 'picture' },
      el('img', { src: where, alt, loading: 'lazy', decoding: 'async' }));
  }
  if (format === 'image/svg+xml') {
    return el('img', { src: where, alt, loading: 'lazy', decoding: 'async', class: 'picture' });
  }
  if (format.startsWith('audio/')) {
    return el('audio', { src: where, controls: true, preload: 'none', 'aria-label': name });
  }
  if (format.startsWith('video/')) {
    return el('video', {
      src: where, controls: true, playsinline: true, preload: 'metadata', 'aria-label': name,
    });
  }
  const model = format.startsWith('model/');
  return el('p', { class: 'file' },
    el('span', { class: 'sign', 'aria-hidden': 'true' }, model ? '◈' : '▤'), ' ',
    el('a', { href: where, download: '' }, word('download') + ': ' + name),
    model ? [el('br'), el('small', {}, word('opens3d'))] : null);
}

function figure(told, item, name) {
  const found = told.journey.media[item.sequence_number];
  const made = el('figure', {});
  if (found && found.media_status === 'present') {
    const where = medium(told.record.execution_id, item.sequence_number);
    const prompt = told.journey.transformed;
    const alt = name + (prompt && item.item_type.startsWith('output_')
      ? ': ' + brief(prompt, 200) : '');
    made.append(player(where, found.media_format || '', name, alt));
  } else if (found) {
    made.append(el('div', { class: 'missing' },
      el('p', { class: 'label' }, name + ' ' + word('notHere')),
      el('p', {}, reason(found.media_reason)),
      item.file_path
        ? el('p', { class: 'place r' }, el('code', { dir: 'ltr' }, brief(item.file_path, 300))) : null));
  }
  if (item.content) made.append(foreign('p', { class: 'text' }, item.content));
  made.append(el('figcaption', {}, el('b', {}, name),
    item.config_used
      ? el('span', { class: 'a' }, ' (', el('bdi', { title: item.config_used }, label(item.config_used)), ')') : null,
    found && found.media_format
      ? el('span', { class: 'r quiet' }, ' · ' + found.media_format
        + (found.media_size === null ? '' : ' · ' + bytes(found.media_size))) : null));
  return made;
}

function trace(item) {
  const parts = ['#' + item.sequence_number];
  if (item.time) parts.push(time(item.time, { timeStyle: 'medium' }));
  else if (item.timestamp) parts.push(item.timestamp);
  if (item.model_used) parts.push(item.model_used);
  if (item.execution_time !== null && item.execution_time !== undefined) {
    parts.push(seconds(item.execution_time));
  }
  const seed = item.exact.metadata?.seed;
  if (seed !== undefined && seed !== null) {
    parts.push('seed ' + (typeof seed === 'string' ? seed : JSON.stringify(seed)));
  }
  return el('div', { class: 'trace r' }, el('bdi', {}, parts.join(' · ')),
    el('details', {}, el('summary', {}, word('details')),
      el('pre', { dir: 'ltr' }, JSON.stringify(item.exact, null, 2))));
}

function texted(classes, label, item) {
  return el('li', { class: classes, id: 'item-' + item.sequence_number },
    el('p', { class: 'label' }, label),
    item.content ? foreign('p', { class: 'text' }, item.content) : null, trace(item));
}

function safety(step, items) {
  const name = word(step.of_image ? 'checkOfImage' : 'check');
  const told = {
    passed: word('passed'), failed: word('notPassed'), blocked: word('blocked'), unknown: word('unknown'),
  }[step.verdict];
  const bad = step.verdict === 'failed' || step.verdict === 'blocked';
  return el('li', { class: 'r', id: 'item-' + items[0].sequence_number },
    el('div', { class: bad ? 'box warn' : step.verdict === 'passed' ? 'good' : '' },
      el('p', { class: 'label' },
        el('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[step.verdict]), ' ',
        name + ': ' + told),
      step.reason ? foreign('p', { class: 'text' }, step.reason) : null),
    items.map(trace));
}

function missing(step) {
  const told = {
    pending: ['…', 'notThere'], not_reached: ['–', 'notReached'], no_output: ['✗', 'noOutput'],
  }[step.absence];
  return el('li', { class: 'r' }, el('p', { class: 'label' },
    el('span', { class: 'sign', 'aria-hidden': 'true' }, told[0]), ' ', word(told[1])));
}

function stepOf(told, step) {
  const items = step.items.map((each) => told.items.get(each)).filter((item) => item);
  const item = items[0];
  if (step.kind === 'missing') return missing(step);
  if (!item) return null;
  switch (step.kind) {
    case 'output':
      return el('li', { class: 'out', id: 'item-' + item.sequence_number },
        figure(told, item, outputName(step, item)), trace(item));
    case 'interception': return texted('a result', word('transformed'), item);
    case 'translation': return texted('r', word('translation'), item);
    case 'pass':
      return texted('r pass', word('pass') + ' ' + number(step.number)
        + (step.languages ? ' (' + step.languages + ')' : ''), item);
    case 'safety': return safety(step, items);
    case 'failure':
      return el('li', { class: 'r', id: 'item-' + item.sequence_number },
        el('div', { class: 'box bad' },
          el('p', { class: 'label' }, el('span', { class: 'sign', 'aria-hidden': 'true' }, '✗'), ' ',
            word('failure')),
          step.reason ? foreign('p', { class: 'text' }, step.reason) : null), trace(item));
    default:
      return told.journey.media[item.sequence_number]
        ? el('li', { class: 'r', id: 'item-' + item.sequence_number },
          figure(told, item, step.kind === 'input' ? word('uploaded') : word(item.item_type)), trace(item))
        : texted('r', step.kind === 'input' ? word('input') : word(item.item_type), item);
  }
}

function stageOf(told, stage) {
  const steps = stage.steps.map((step) => stepOf(told, step)).filter((step) => step);
  if (!steps.length) return null;
  const kinds = stage.steps.map((step) => step.kind);
  const from = kinds.includes('output') ? '' : kinds.includes('interception') ? ' a' : ' r';
  const title = stage.title.replace(/^Stage 3-4/, word('loop')).replace(/^Stage/, word('stage'));
  return el('section', { class: 'stage' + from },
    el('h2', { class: 'r' }, el('span', { class: 'number' }, title), ' ',
      stage.config ? el('bdi', { title: stage.config }, label(stage.config))
        : STAGES[stage.title] ? word(STAGES[stage.title]) : null),
    el('ul', { class: 'steps' }, steps));
}

function heading(told) {
  const first = told.record.items
    .find((item) => item.item_type === 'user_input_text' && (item.content || '').trim());
  if (!first) {
    return el('h1', { class: 'words' }, word('execution') + ' ', el('bdi', {}, told.record.execution_id));
  }
  const whole = first.content.length <= LONGEST_HEADING;
  return [foreign('h1', { class: 'words' },
    whole ? first.content.trim() : brief(first.content, 120)),
  whole ? null : foreign('p', { class: 'text sa' }, first.content)];
}

function meta(told) {
  const { record } = told;
  const mark = (key, value) => (value === null || value === undefined ? null
    : [' ', el('span', { class: 'r' }, el('span', { class: 'name' }, word(key)), ' ',
      el('bdi', { title: value }, label(value)))]);
  const lasted = record.total_execution_time ?? between(record.started_at, record.ended_at);
  return el('p', { class: 'facts' },
    record.started_at ? [el('time', {
      datetime: record.started_at, title: record.timestamp || record.started_at,
    }, time(record.started_at)), ' '] : null,
    el('span', { class: 'chip ' + record.status }, word(record.status)),
    mark('config', record.config_name), mark('device', record.device_id),
    mark('session', record.session_id), mark('user', record.user_id),
    mark('duration', lasted === null ? null : seconds(lasted)), mark('id', record.execution_id));
}

function switcher(view, choose) {
  return el('div', { class: 'views', role: 'radiogroup', 'aria-label': word('view') },
    VIEWS.map((name) => el('label', {},
      el('input', {
        type: 'radio', name: 'view', value: name, checked: name === view,
        onchange: () => choose(name),
      }), ' ', word(name))));
}

function nothing(told) {
  if (told.journey.stages.some((stage) => stage.steps.some((step) => step.kind === 'output'))) {
    return null;
  }
  const why = { blocked: ': ' + word('ofBlock'), error: ': ' + word('ofError'), open: ' ' + word('soFar') };
  return el('p', { class: 'nothing sa' }, word('nothingMade') + (why[told.record.status] || '') + '.');
}

function viewOf(parameters) {
  return VIEWS.includes(parameters.get('view')) ? parameters.get('view') : 'researcher';
}

async function drawn(id, view, signal) {
  const [record, journey] = await Promise.all([
    ask(execution(id), {}, signal), ask(execution(id, '/journey'), {}, signal)]);
  exact(record.text).items.forEach((item, at) => {
    Object.defineProperty(record.body.items[at], 'exact', { value: item });
  });
  const told = new Told(record.body, journey.body);
  return el('article', { class: 'journey view-' + view },
    heading(told), meta(told),
    el('div', { class: 'stages' }, told.journey.stages.map((stage) => stageOf(told, stage))),
    nothing(told));
}

/** Shows what was logged of the execution since it was shown. */
export async function refreshExecution(main, parameters, signal) {
  const now = await drawn(parameters.get('id') || '', viewOf(parameters), signal);
  merge(main.querySelector('article'), now, 'article, .stages, section, ul');
}

/**
 * Shows what became of one execution, stage by stage.
 *
 * @param choose is called with another view
 * @param back the address of the list that the reader came from
 */
export async function showExecution(main, parameters, choose, back, signal) {
  const id = parameters.get('id') || '';
  const view = viewOf(parameters);
  const article = await drawn(id, view, signal);
  main.replaceChildren(
    el('p', { class: 'bar' }, el('a', { href: back, class: 'back' }, '← ' + word('back')),
      switcher(view, (chosen) => {
        article.className = 'journey view-' + chosen;
        choose(chosen);
      })),
    article,
    el('p', { class: 'bar' }, exportButton(word('bundle'), execution(id, '/export'), {}), ' ',
      el('a', { href: address(execution(id)) }, word('record'))));
  const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  if (target) target.scrollIntoView();
}
