/** The page's words in English and German, and how numbers and times are written in them. */

const WORDS = {
  en: {
    skip: 'Skip to the content', pages: 'Pages', executions: 'Executions', execution: 'Execution', stats: 'Statistics',
    search: 'Search', searchTexts: 'Search in texts', reading: 'Reading …', other: 'Deutsch',
    filter: 'Filter', moreFilters: 'More filters', reset: 'Remove filters', config: 'Config', outputConfig: 'Output config',
    status: 'Status', device: 'Device', session: 'Session', user: 'User', on: 'Day', since: 'Since',
    until: 'Until (excluded)', mediaType: 'Medium', model: 'Model', text: 'Text holds', any: 'any',
    complete: 'complete', blocked: 'blocked', error: 'error', open: 'open', generated: 'generated',
    failed: 'failed', pending: 'pending', of: 'of', none: 'Nothing matches these filters.',
    noLogs: 'The logs hold no execution yet.', more: 'More', noText: 'No text was logged',
    outputs: 'outputs', output: 'output', blocks: 'blocked', newItems: 'new items', newItem: 'new item',
    refresh: 'Show', changed: 'The logs have changed.', retry: 'Try again', back: 'All executions',
    view: 'View', student: 'Student', advanced: 'Advanced', researcher: 'Researcher',
    start: 'Start', inputAndSafety: 'Input and safety', interception: 'Interception', end: 'End',
    stage: 'Stage', loop: 'Stage 3-4', input: 'Input', translation: 'Translation',
    transformed: 'Transformed', pass: 'Pass', check: 'Safety check', checkOfImage: 'Safety check of the picture',
    passed: 'passed', notPassed: 'not passed', unknown: 'the log does not say how it ended',
    failure: 'Error', notThere: 'Not there yet: the execution has not ended',
    notReached: 'Not reached: the execution ended before', noOutput: 'Failed: no output',
    image: 'Image', audio: 'Audio', music: 'Music', video: 'Video', '3d': '3D model', metadata: 'Data',
    textMedium: 'Text', uploaded: 'Uploaded picture', notHere: 'is not here', download: 'Download',
    opens3d: 'Opens in a program for 3D models.', details: 'Details', bundle: 'Bundle (ZIP)',
    exportThese: 'Export what is filtered', exportAll: 'Export all', exporting: 'Writing the bundle', cancel: 'Cancel',
    exported: 'The bundle is whole', cancelled: 'Cancelled; nothing was kept.',
    exportFailed: 'The bundle came to no end; nothing was kept.', record: 'Record (JSON)',
    duration: 'Duration', leftOut: 'left out: consent was withdrawn',
    nothingMade: 'Nothing was made of this', ofBlock: 'a safety check stopped it', ofError: 'the pipeline failed',
    soFar: 'so far', hits: 'hits', hit: 'hit', searchFor: 'Search for', noHits: 'No text holds these words.',
    perDay: 'Outputs per day and output config', perReason: 'Blocked, by stage and reason',
    perConfig: 'Outputs by config', noOutputs: 'No outputs.', noBlocks: 'Nothing was blocked.',
    table: 'As a table', day: 'Day', count: 'Count', reason: 'Reason', undated: 'without a date',
    notStated: 'not stated', requested: 'requested', others: 'others', live: 'live', items: 'items',
    problem0: 'The server does not answer', problem400: 'That cannot be asked',
    problem401: 'A token is needed', problem403: 'This token does not give access to that',
    problem404: 'There is nothing here', problem500: 'The server could not do it',
    problem503: 'Not possible at present',
    user_input_text: 'Input', user_input_image: 'Uploaded picture', translation_result: 'Translation',
    stage1_safety_check: 'Safety check', stage1_safety_check_image: 'Safety check of the picture',
    stage1_blocked: 'Blocked', interception_iteration: 'Pass', interception_result: 'Transformed',
    interception_final: 'Transformed', stage3_safety_check: 'Safety check', stage3_blocked: 'Blocked',
    output_text: 'Text', output_image: 'Image', output_audio: 'Audio', output_music: 'Music',
    output_video: 'Video', output_3d: '3D model', pipeline_error: 'Error',
    reasons: {
      not_found: 'The file was not found where the log says, nor in the media folders.',
      not_fetched: 'It lies on another server and was never fetched.',
      no_path: 'The log does not say where it is.', expired: 'Its address has expired.',
      history_lost: 'The server that made it has forgotten it.',
      outside_roots: 'The log names a place outside the media folders.',
      refused: 'Its server refused to give it.', too_large: 'It is too large.',
      timeout: 'Its server did not answer in time.', unreadable: 'The file cannot be read.',
      changed: 'The file changed while it was read.', not_media: 'What is there is no medium.',
    },
  },
  de: {
    skip: 'Zum Inhalt springen', pages: 'Seiten', executions: 'Durchläufe', execution: 'Durchlauf', stats: 'Statistik',
    search: 'Suchen', searchTexts: 'In Texten suchen', reading: 'Wird gelesen …', other: 'English',
    filter: 'Filtern', moreFilters: 'Weitere Filter', reset: 'Filter entfernen', config: 'Config', outputConfig: 'Output-Config',
    status: 'Status', device: 'Gerät', session: 'Sitzung', user: 'Person', on: 'Tag', since: 'Ab',
    until: 'Bis (ausschließlich)', mediaType: 'Medium', model: 'Modell', text: 'Text enthält', any: 'alle',
    complete: 'fertig', blocked: 'blockiert', error: 'Fehler', open: 'offen', generated: 'erzeugt',
    failed: 'gescheitert', pending: 'ausstehend', of: 'von', none: 'Zu diesen Filtern passt nichts.',
    noLogs: 'Die Protokolle enthalten noch keinen Durchlauf.', more: 'Mehr', noText: 'Kein Text aufgezeichnet',
    outputs: 'Ergebnisse', output: 'Ergebnis', blocks: 'blockiert', newItems: 'neue Einträge', newItem: 'neuer Eintrag',
    refresh: 'Anzeigen', changed: 'Die Protokolle haben sich geändert.', retry: 'Noch einmal', back: 'Alle Durchläufe',
    view: 'Ansicht', student: 'Schüler', advanced: 'Erweitert', researcher: 'Forschung',
    start: 'Beginn', inputAndSafety: 'Eingabe und Sicherheit', interception: 'Interception', end: 'Ende',
    stage: 'Stufe', loop: 'Stufe 3-4', input: 'Eingabe', translation: 'Übersetzung',
    transformed: 'Verwandelt', pass: 'Durchgang', check: 'Sicherheitsprüfung', checkOfImage: 'Sicherheitsprüfung des Bildes',
    passed: 'bestanden', notPassed: 'nicht bestanden', unknown: 'das Protokoll sagt nicht, wie sie ausging',
    failure: 'Fehler', notThere: 'Noch nicht da: Der Durchlauf ist nicht zu Ende',
    notReached: 'Nicht erreicht: Der Durchlauf endete vorher', noOutput: 'Gescheitert: kein Ergebnis',
    image: 'Bild', audio: 'Ton', music: 'Musik', video: 'Video', '3d': '3D-Modell', metadata: 'Daten',
    textMedium: 'Text', uploaded: 'Hochgeladenes Bild', notHere: 'ist nicht da', download: 'Herunterladen',
    opens3d: 'Öffnet sich in einem Programm für 3D-Modelle.', details: 'Einzelheiten', bundle: 'Paket (ZIP)',
    exportThese: 'Gefiltertes exportieren', exportAll: 'Alles exportieren', exporting: 'Paket wird geschrieben', cancel: 'Abbrechen',
    exported: 'Das Paket ist vollständig', cancelled: 'Abgebrochen; nichts wurde behalten.',
    exportFailed: 'Das Paket kam nicht zu Ende; nichts wurde behalten.', record: 'Datensatz (JSON)',
    duration: 'Dauer', leftOut: 'ausgelassen: Einwilligung zurückgezogen',
    nothingMade: 'Hieraus wurde nichts', ofBlock: 'eine Sicherheitsprüfung hielt es auf', ofError: 'die Pipeline scheiterte',
    soFar: 'bisher', hits: 'Treffer', hit: 'Treffer', searchFor: 'Suche nach', noHits: 'Kein Text enthält diese Wörter.',
    perDay: 'Ergebnisse je Tag und Output-Config', perReason: 'Blockiert, nach Stufe und Grund',
    perConfig: 'Ergebnisse je Config', noOutputs: 'Keine Ergebnisse.', noBlocks: 'Nichts wurde blockiert.',
    table: 'Als Tabelle', day: 'Tag', count: 'Anzahl', reason: 'Grund', undated: 'ohne Datum',
    notStated: 'ohne Angabe', requested: 'verlangt', others: 'andere', live: 'live', items: 'Einträge',
    problem0: 'Der Server antwortet nicht', problem400: 'So lässt sich das nicht fragen',
    problem401: 'Ein Zugangswort ist nötig', problem403: 'Dieses Zugangswort reicht dafür nicht',
    problem404: 'Hier ist nichts', problem500: 'Der Server konnte es nicht',
    problem503: 'Im Augenblick nicht möglich',
    user_input_text: 'Eingabe', user_input_image: 'Hochgeladenes Bild', translation_result: 'Übersetzung',
    stage1_safety_check: 'Sicherheitsprüfung', stage1_safety_check_image: 'Sicherheitsprüfung des Bildes',
    stage1_blocked: 'Blockiert', interception_iteration: 'Durchgang', interception_result: 'Verwandelt',
    interception_final: 'Verwandelt', stage3_safety_check: 'Sicherheitsprüfung', stage3_blocked: 'Blockiert',
    output_text: 'Text', output_image: 'Bild', output_audio: 'Ton', output_music: 'Musik',
    output_video: 'Video', output_3d: '3D-Modell', pipeline_error: 'Fehler',
    reasons: {
      not_found: 'Die Datei war weder dort, wo das Protokoll sagt, noch in den Medienordnern.',
      not_fetched: 'Sie liegt auf einem anderen Server und wurde nie geholt.',
      no_path: 'Das Protokoll sagt nicht, wo sie ist.', expired: 'Ihre Adresse ist abgelaufen.',
      history_lost: 'Der Server, der sie erzeugte, hat sie vergessen.',
      outside_roots: 'Das Protokoll nennt einen Ort außerhalb der Medienordner.',
      refused: 'Ihr Server gab sie nicht heraus.', too_large: 'Sie ist zu groß.',
      timeout: 'Ihr Server antwortete nicht rechtzeitig.', unreadable: 'Die Datei ist nicht lesbar.',
      changed: 'Die Datei änderte sich beim Lesen.', not_media: 'Was dort liegt, ist kein Medium.',
    },
  },
};

let chosen = 'en';

/** Chooses the language: the address's, else the one chosen before, else the browser's. */
export function chooseLanguage(wanted) {
  let kept = null;
  try {
    kept = localStorage.getItem('tracker-language');
  } catch (refused) {
    kept = null;
  }
  const browser = (navigator.languages || [navigator.language || 'en'])
    .map((each) => each.slice(0, 2).toLowerCase()).find((each) => each in WORDS);
  chosen = [wanted, kept, browser, 'en'].find((each) => each && each in WORDS);
  document.documentElement.lang = chosen;
}

/** Changes to the other language and remembers it. */
export function otherLanguage() {
  const other = chosen === 'de' ? 'en' : 'de';
  try {
    localStorage.setItem('tracker-language', other);
  } catch (refused) {
    // A browser that keeps nothing still shows the page.
  }
  chooseLanguage(other);
}

export function language() {
  return chosen;
}

/** Returns a word of the page; the key itself, which may come from a log, where there is none. */
export function word(key) {
  const found = WORDS[chosen][key];
  return typeof found === 'string' ? found : key;
}

/** Returns why a medium is not here, in a sentence. */
export function reason(name) {
  return WORDS[chosen].reasons[name] ?? name;
}

export function number(value) {
  return new Intl.NumberFormat(chosen).format(value);
}

/** Returns a number with the word for one or for many. */
export function counted(value, one, many) {
  return number(value) + ' ' + word(value === 1 ? one : many);
}

export function bytes(value) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  let unit = 0;
  let size = value;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return new Intl.NumberFormat(chosen, {
    style: 'unit', unit: units[unit], maximumFractionDigits: unit < 2 ? 0 : 1,
  }).format(size);
}

function instant(text) {
  const time = text ? new Date(text) : null;
  return time && !Number.isNaN(time.getTime()) ? time : null;
}

/** Returns a time in the reader's zone, or the text itself where it is none. */
export function time(text, options = { dateStyle: 'medium', timeStyle: 'short' }) {
  const when = instant(text);
  return when ? new Intl.DateTimeFormat(chosen, options).format(when) : text;
}

/** Returns the seconds between two times, or null. */
export function between(from, to) {
  const begin = instant(from);
  const end = instant(to);
  return begin && end ? (end - begin) / 1000 : null;
}

export function seconds(value) {
  return new Intl.NumberFormat(chosen, {
    style: 'unit', unit: 'second', maximumFractionDigits: 1,
  }).format(value);
}
