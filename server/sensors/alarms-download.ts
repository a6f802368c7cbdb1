import { themes, type ThemeId } from '../../geodata/sensors/themes.ts';
import type { Column, Row } from '../../geodata/table.ts';
import type { Download, DownloadQuery, Language } from '../downloads/download.ts';
import { readMunicipality, readOneOf, readTime } from '../downloads/parameters.ts';
import { columnOf, provenanceOfAll } from '../downloads/provenance.ts';
import { InvalidArgumentError } from '../errors.ts';
import { type AlarmRow, type AlarmSpan, findAlarmEditions, readAlarmRows } from './alarm-rows.ts';
import { findPeaks } from './threshold-queries.ts';

/** Alarms that are read at once. */
const batchSize = 500;

const states = ['all', 'lasting', 'ended'] as const;

/** An alarm that lasts goes farther with the next value: a file is as good as what was known in its minute. */
const holdsMs = 60_000;

/** The log of alarms of a municipality, the latest first, each with the rule that raised it. */
export const alarmsDownload: Download = {
  name: 'alarms',
  parameters: {
    ags: 'key of the municipality, eight digits',
    datastream: 'only of these datastreams, ids with commas between them; default: of all',
    theme: `only of things of this theme: ${themes.map(({ id }) => id).join(', ')}; default: of all`,
    state: `${states.join(', ')}; default all`,
    from: 'raised at this time or later, as in 2026-01-31T00:00:00Z; default: ever',
    to: 'raised before this time; default: until now',
  },
  async choose(context, { parameters, language }) {
    const { ags, name } = readMunicipality(parameters, await context.places.get());
    const span = readSpan(ags, parameters);
    const words = texts[language];
    const editions = await findAlarmEditions(context.db, span);
    return {
      key: JSON.stringify([span, language, Math.floor(Date.now() / holdsMs)]),
      title: words.title(name),
      fileName: `${words.fileName}-${name}-${new Date().toISOString().slice(0, 10)}`,
      columns: columnsOf(language),
      geometryType: 'Geometry',
      provenance: provenanceOfAll(context, editions, ags, words.changes),
      rowCount: null,
      async *read({ geometry }) {
        for await (const alarms of readAlarmRows(context.db, span, batchSize)) {
          const peaks = await findPeaks(context.db, alarms);
          for (const alarm of alarms) yield rowOf(alarm, peaks.get(alarm.id) ?? alarm.raisedValue, geometry);
        }
      },
    };
  },
};

function readSpan(ags: string, parameters: DownloadQuery['parameters']): AlarmSpan {
  const state = readOneOf(parameters, 'state', states, 'all');
  const theme = readOneOf<ThemeId | 'all'>(parameters, 'theme', ['all', ...themes.map(({ id }) => id)], 'all');
  const [from, to] = [readTime(parameters, 'from') ?? null, readTime(parameters, 'to') ?? null];
  if (from && to && from >= to) throw new InvalidArgumentError('to', 'to: give a time after from.');
  return {
    ...{ ags, datastreamIds: readIds(parameters), theme: theme === 'all' ? null : theme, from, to },
    lasting: state === 'all' ? null : state === 'lasting',
  };
}

/** Errors: InvalidArgumentError. */
function readIds({ datastream: text }: DownloadQuery['parameters']): number[] | null {
  if (text === undefined || text === '') return null;
  if (/^[1-9]\d{0,8}(,[1-9]\d{0,8})*$/.test(text)) return text.split(',').map(Number);
  throw new InvalidArgumentError(
    'datastream',
    `datastream: ${JSON.stringify(text)} is no id, nor several with commas between them; write it as in 41 or 41,42.`,
  );
}

function rowOf(alarm: AlarmRow, peak: number, withPlace: boolean): Row {
  const { ags, id, thing, datastream, theme, unit, name, severity, direction, raiseAt, clearAt } = alarm;
  return {
    id: `${ags} ${id}`,
    values: [
      ...[ags, id, alarm.datastreamId, thing, datastream, theme, unit],
      ...[name, severity, direction, raiseAt, clearAt, alarm.assumed],
      ...[alarm.raisedAt, alarm.raisedValue, peak, alarm.clearedAt, alarm.clearedValue, alarm.modelled],
    ],
    geometry: withPlace ? alarm.point : null,
  };
}

const types: Partial<Record<keyof (typeof texts)['de']['columns'], Column['type']>> = {
  ...{ alarm: 'integer', datastream_id: 'integer', assumed: 'boolean', modelled_values: 'boolean' },
  ...{ raise_at: 'real', clear_at: 'real', raised_value: 'real', peak_value: 'real', cleared_value: 'real' },
};

const texts = {
  de: {
    title: (place: string) => `Alarme der Sensoren, ${place}`,
    fileName: 'breitblick-alarme',
    changes: 'Grenzwerte und Alarme sind von dieser Seite; die Werte sind, wie die Geräte sie meldeten.',
    columns: {
      ags: ['Gemeindeschlüssel (AGS)', 'Amtlicher Gemeindeschlüssel, acht Stellen mit führender Null.'],
      alarm: ['Alarm', 'Kennung des Alarms in der Gemeinde.'],
      datastream_id: ['Messreihe, Kennung', 'Dieselbe wie in GraphQL und SensorThings.'],
      thing: ['Messstelle', 'Wie die Messstelle heißt; leer: es gibt sie nicht mehr.'],
      datastream: ['Messreihe', 'Was dort gemessen wird; leer: es gibt sie nicht mehr.'],
      theme: ['Thema', 'parking, water, weather …; leer: keine Angabe.'],
      unit: ['Einheit', 'Einheit aller Werte dieser Zeile; leer: sie haben keine, oder keine Angabe.'],
      threshold: ['Grenzwert', 'Wie der Grenzwert hieß, als der Alarm begann.'],
      severity: ['Wichtigkeit', 'notice, warning oder alarm, als der Alarm begann.'],
      direction: ['Richtung', 'above: Alarm bei hohen Werten; below: bei niedrigen.'],
      raise_at: ['Alarm ab', 'Grenzwert, als der Alarm begann, in der Einheit der Zeile.'],
      clear_at: ['Ende bei', 'Wert, der den Alarm enden ließe, in der Einheit der Zeile.'],
      assumed: ['Grenzwert nachgetragen', 'Wahr: der damalige Grenzwert ist nicht bekannt; da steht ein späterer.'],
      raised_at: ['Beginn', 'Zeit des Werts, der den Alarm auslöste, UTC.'],
      raised_value: ['Wert zu Beginn', 'In der Einheit der Zeile.'],
      peak_value: [
        'Äußerster Wert',
        'Der glaubhafte Wert, der am weitesten ging, solange der Alarm dauerte, in der Einheit der Zeile.',
      ],
      cleared_at: ['Ende', 'Zeit des Werts, der ihn beendete, UTC; leer: er dauert an.'],
      cleared_value: [
        'Wert am Ende',
        'In der Einheit der Zeile; leer: der Alarm dauert an oder endete mit seinem Grenzwert.',
      ],
      modelled_values: ['Werte modelliert', 'Wahr, wenn ein Modell die Werte sagt und niemand sie gemessen hat.'],
    },
  },
  en: {
    title: (place: string) => `Alarms of sensors, ${place}`,
    fileName: 'breitblick-alarms',
    changes: 'Thresholds and alarms are of this site; values are as devices reported them.',
    columns: {
      ags: ['Municipality key (AGS)', 'Official municipality key, eight digits with the leading zero.'],
      alarm: ['Alarm', 'Id of the alarm within the municipality.'],
      datastream_id: ['Datastream id', 'The same as in GraphQL and SensorThings.'],
      thing: ['Station', 'What the station is called; empty: it is gone.'],
      datastream: ['Datastream', 'What is measured there; empty: it is gone.'],
      theme: ['Theme', 'parking, water, weather …; empty: not stated.'],
      unit: ['Unit', 'Unit of all values of this row; empty: they have none, or it is not stated.'],
      threshold: ['Threshold', 'What the threshold was called when the alarm was raised.'],
      severity: ['Severity', 'notice, warning or alarm, when it was raised.'],
      direction: ['Direction', 'above: alarm at high values; below: at low ones.'],
      raise_at: ['Alarm from', 'Bound when the alarm was raised, in the unit of the row.'],
      clear_at: ['End at', 'Value that would have ended it, in the unit of the row.'],
      assumed: ['Threshold filled in later', 'True: the bound of that time is not known; this is a later one.'],
      raised_at: ['Begin', 'Time of the value that raised it, UTC.'],
      raised_value: ['Value at the begin', 'In the unit of the row.'],
      peak_value: [
        'Farthest value',
        'The plausible value that went farthest while the alarm lasted, in the unit of the row.',
      ],
      cleared_at: ['End', 'Time of the value that ended it, UTC; empty: it lasts.'],
      cleared_value: ['Value at the end', 'In the unit of the row; empty: it lasts, or ended with its threshold.'],
      modelled_values: ['Values modelled', 'True if a model says the values and nobody measured them.'],
    },
  },
} as const;

function columnsOf(language: Language): Column[] {
  const columns = Object.entries(texts[language].columns) as [keyof typeof types, readonly [string, string]][];
  return columns.map(([name, words]) => columnOf(name, types[name] ?? 'text', words));
}
