import type { AlarmWords } from './alarms-de.ts';
import { format } from './en-grammar.ts';

const alarms = (count: number) => (count === 1 ? '1 alarm' : `${format.count(count)} alarms`);

export const alarmsEn: AlarmWords = {
  title: 'Alarms',
  link: (lasting) =>
    lasting === 0 ? 'Alarms' : `Alarms: ${format.count(lasting)} ${lasting === 1 ? 'lasts' : 'last'}`,
  back: 'All alarms',
  lead: {
    lasting: (count, place) => `In ${place} {{late|${alarms(count)}}} ${count === 1 ? 'lasts' : 'last'}.`,
    none: (place) => `In ${place} {{strong|no alarm}} lasts.`,
    watched: (count) => (count === 1 ? '1 threshold is watched.' : `${format.count(count)} thresholds are watched.`),
    nothingWatched: 'No threshold is watched yet. Planners set one at a series.',
  },
  lists: { all: 'All', lasting: 'Lasting', ended: 'Past' },
  list: 'Which alarms',
  empty: 'No alarm fits this choice.',
  watchedList: 'What is watched',
  severities: { NOTICE: 'Notice', WARNING: 'Warning', ALARM: 'Alarm' },
  columns: {
    what: 'Series',
    rule: 'Threshold',
    raised: 'Begin',
    raisedValue: 'Value at the begin',
    peak: 'Farthest value',
    lasted: 'Duration',
    cleared: 'End',
  },
  lasts: (duration) => `for ${duration}`,
  assumed: 'threshold filled in later',
  endedWithRule: 'threshold ended',
  rule: { ABOVE: (value) => `from ${value}`, BELOW: (value) => `at most ${value}` },
  until: { ABOVE: (value) => `ends at ${value} or less`, BELOW: (value) => `ends at ${value} or more` },
  of: (name) => `Alarms: ${name}`,
  thresholds: 'Thresholds',
  noThresholds: 'No threshold is set for this series.',
  state: {
    across: { ABOVE: (since) => `exceeded since ${since}`, BELOW: (since) => `undercut since ${since}` },
    calm: { ABOVE: (since) => `not exceeded since ${since}`, BELOW: (since) => `not undercut since ${since}` },
    never: { ABOVE: 'never exceeded yet', BELOW: 'never undercut yet' },
    ended: 'ended',
  },
  log: 'Log',
  noLog: 'No alarm yet.',
  mark: (severity, name) => `${severity}: ${name}`,
  since: (name, since) => `${name} since ${since}`,
  files: { label: 'Alarms as a file', csv: 'CSV', excel: 'CSV for Excel', geojson: 'GeoJSON' },
  more: (count) => `${format.count(count)} alarms are listed here. The file has all of them.`,
  edit: {
    door: 'Set thresholds (for planners)',
    add: 'Add a threshold',
    change: (name) => `Change “${name}”`,
    end: (name) => `End “${name}”`,
    resume: (name) => `Watch “${name}” again`,
    newTitle: 'New threshold',
    save: 'Save',
    cancel: 'Cancel',
    undo: 'Undo',
    failed: 'That did not work. Please try again.',
  },
  fields: {
    name: 'Name',
    nameHint: 'What the alarm is called, “Flood” say.',
    severity: 'How important',
    direction: 'Direction',
    directions: { ABOVE: 'Alarm at high values', BELOW: 'Alarm at low values' },
    raiseAt: (unit) => `Alarm from${unit}`,
    clearAt: (unit) => `End at${unit}`,
    clearHint: 'With some distance the alarm does not flutter. Empty: the same value.',
    webhook: 'Tell (web address)',
    webhookHint: 'Gets each alarm as JSON. Empty: nobody.',
  },
  required: 'required',
  errors: {
    missing: 'Please fill in this field.',
    noNumber: 'Please enter a number without marks for thousands, 1500 or 2.5 say.',
    wrongSide: 'The end must lie on the calm side: not above the alarm at high values, not below it at low ones.',
    noAddress: 'Please give an address with https:// or http://.',
    refused: 'The server does not take this value. Please check it.',
  },
  preview: {
    count: (count, duration) =>
      count === 0
        ? 'In the last 30 days this would have raised no alarm.'
        : `In the last 30 days this would have raised ${alarms(count)}, ${duration} in all.`,
    lasting: 'It would be an alarm now.',
    since: (day) => `There are single values since ${day}.`,
    noValues: 'There are no single values of the last 30 days.',
  },
  done: {
    added: (name) => `“${name}” is watched now.`,
    changed: (name) => `“${name}” has been changed.`,
    ended: (name) => `“${name}” is no longer watched; the log stays.`,
    resumed: (name) => `“${name}” is watched again.`,
    undone: 'Undone.',
  },
};
