import type { Column, Provenance, Row, Value } from '../../geodata/table.ts';
import type { ApiContext } from '../builder.ts';
import type { Edition } from '../editions/queries.ts';
import { NotFoundError } from '../errors.ts';
import type { DownloadChoice, Language } from './download.ts';

/** What an edition says of itself; `others` went into the table beside it (boundaries, say). */
export function provenanceOf(edition: Edition, others: readonly (Edition | undefined)[], changes: string): Provenance {
  const all = [edition, ...others.filter((other) => other !== undefined)];
  return {
    edition: edition.id,
    referenceDate: edition.referenceDate,
    source: `${edition.publisher}: ${edition.title}`,
    licence: [...new Set(all.map(({ licence }) => licence))].join('; '),
    licenceUrl: edition.licenceUrl,
    attribution: [...new Set(all.map(({ attribution }) => attribution))].join('; '),
    modelled: edition.modelled,
    changes,
    recordedAt: edition.recordedAt,
  };
}

/** What has to be said of figures from several editions: the newest speaks for them, and all are named. */
export function provenanceOfAll({ register }: ApiContext, editionIds: readonly string[], ags: string, changes: string) {
  const editions = [...new Set(editionIds)]
    .flatMap((id) => register.find(id) ?? [])
    .toSorted((one, other) => one.recordedAt.getTime() - other.recordedAt.getTime());
  const newest = editions.at(-1);
  if (!newest) throw new NotFoundError(`ags: nothing is recorded about ${ags} at these times.`);
  return { ...provenanceOf(newest, editions, changes), modelled: editions.some(({ modelled }) => modelled) };
}

/** A column without unit, unless it has one. */
export function columnOf(
  name: string,
  type: Column['type'],
  [title, description]: readonly [title: string, description: string],
  unit: string | null = null,
): Column {
  return { name, title, type, unit, description };
}

const texts = {
  de: {
    edition: [
      'Ausgabe',
      'Kennung der Ausgabe, aus der die Zahlen sind; dieselbe überall, wo diese Datei eingespielt ist.',
    ],
    referenceDate: ['Stand', 'Tag, für den die Zahlen gelten.'],
    source: ['Quelle', 'Wer die Zahlen herausgegeben hat, und worin.'],
    modelled: ['modelliert', 'Wahr, wenn die Zahlen berechnet und von niemandem veröffentlicht sind.'],
    licence: ['Lizenz', 'Bedingungen, zu denen die Zahlen verwendet werden dürfen.'],
    attribution: ['Quellenvermerk', 'So ist die Quelle zu nennen, wo die Zahlen gezeigt werden.'],
    changes: ['Änderungen', 'Was gegenüber der Veröffentlichung geändert ist.'],
  },
  en: {
    edition: ['Edition', 'Id of the edition that the figures are from; the same wherever that file was imported.'],
    referenceDate: ['Reference date', 'Day that the figures hold for.'],
    source: ['Source', 'Who published the figures, and where.'],
    modelled: ['Modelled', 'True if the figures are computed and not published by anybody.'],
    licence: ['Licence', 'Terms under which the figures may be used.'],
    attribution: ['Attribution', 'How the source must be named wherever the figures are shown.'],
    changes: ['Changes', 'What was changed of what was published.'],
  },
} satisfies Record<Language, Record<string, [title: string, description: string]>>;

/**
 * The choice with its provenance in every row. A CSV file has no other place for licence and attribution, so `full`
 * puts these into its rows too; the other formats carry them once.
 */
export function withProvenance(choice: DownloadChoice, language: Language, full: boolean): DownloadChoice {
  const { edition, referenceDate, source, modelled, licence, attribution, changes } = choice.provenance;
  const words = texts[language];
  const added: [Column, Value][] = [
    [columnOf('edition', 'text', words.edition), edition],
    [columnOf('reference_date', 'date', words.referenceDate), referenceDate],
    [columnOf('source', 'text', words.source), source],
    [columnOf('modelled', 'boolean', words.modelled), modelled],
  ];
  if (full) {
    added.push(
      [columnOf('licence', 'text', words.licence), licence],
      [columnOf('attribution', 'text', words.attribution), attribution],
      [columnOf('changes', 'text', words.changes), changes],
    );
  }
  const values = added.map(([, value]) => value);
  return {
    ...choice,
    columns: [...choice.columns, ...added.map(([one]) => one)],
    read: (options) => appendTo(choice.read(options), values),
  };
}

async function* appendTo(rows: AsyncIterable<Row>, values: readonly Value[]): AsyncGenerator<Row> {
  for await (const row of rows) yield { ...row, values: [...row.values, ...values] };
}
