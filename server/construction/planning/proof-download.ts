import { fundingSources } from '../../../geodata/construction/planning.ts';
import type { Column, Row } from '../../../geodata/table.ts';
import type { Download, Language } from '../../downloads/download.ts';
import { columnOf, provenanceOfAll } from '../../downloads/provenance.ts';
import { readScope, scopeParameters, sourceOf } from './download.ts';
import { missingOfFunding } from './funding.ts';
import { findProof, missingOf, type Proof, proofFigures } from './proof.ts';

/** Figures for a proof of use at a reference date, a row a figure, then its euros by area, year and source. The public view's. */
export const proofDownload: Download = {
  name: 'proof-of-use',
  parameters: scopeParameters,
  async choose(context, { parameters, language }) {
    const { municipality, districtName, on, asOf } = await readScope(context, parameters);
    const { ags } = municipality;
    const proof = await findProof({ ...context, planner: false }, { ags, districtName, on, asOf });
    const place = districtName === null ? municipality.name : `${municipality.name}, ${districtName}`;
    const words = texts[language];
    return {
      key: JSON.stringify([ags, districtName, on, asOf, language, proof.figures, proof.funding]),
      title: words.title(place, on),
      fileName: `${words.fileName}-${place}-${on}`,
      columns: columnsOf(language),
      geometryType: null,
      provenance: provenanceOfAll(
        context,
        [...proof.figures, ...proof.funding].flatMap(({ editionIds }) => editionIds),
        ags,
        words.changes,
      ),
      rowCount: proof.figures.length + proof.funding.length,
      // eslint-disable-next-line @typescript-eslint/require-await -- rows are read asynchronously, and these are there
      async *read() {
        yield* rowsOf(proof, language, (id) => sourceOf(context.register.find(id)));
      },
    };
  },
};

function rowsOf(proof: Proof, language: Language, nameOf: (editionId: string) => string | null): Row[] {
  const { ags, districtName, on } = proof;
  const { figures: names, eurBySource } = texts[language];
  const sourcesOf = (editionIds: readonly string[]) => editionIds.map(nameOf).join('; ') || null;
  const figures = proof.figures.map((figure): Row => ({
    id: figure.id,
    values: [
      ...[ags, districtName, on, figure.id, names[figure.id], null, null, null],
      ...[figure.value, figure.planned, proofFigures[figure.id].unit],
      ...[missingOf(figure, language), sourcesOf(figure.editionIds)],
    ],
    geometry: null,
  }));
  const funding = proof.funding.map((part): Row => ({
    id: `EUR_BY_SOURCE ${part.areaId} ${part.year} ${part.source}`,
    values: [
      ...[ags, districtName, on, 'EUR_BY_SOURCE', eurBySource, part.areaName, part.year],
      fundingSources.find(({ id }) => id === part.source)?.name[language] ?? null,
      ...[part.spent, part.planned, 'EUR'],
      ...[missingOfFunding(part, language), sourcesOf(part.editionIds)],
    ],
    geometry: null,
  }));
  return [...figures, ...funding];
}

const texts = {
  de: {
    title: (place: string, on: string) => `Zahlen für den Verwendungsnachweis, ${place}, Stichtag ${on}`,
    fileName: 'breitblick-verwendungsnachweis',
    changes: 'Summen aus den Meldungen zu Trassen und Adressen, aus Plan und Ausgaben.',
    figures: {
      METRES_BUILT: 'Gebaute Meter Trasse',
      METRES_BUILT_SEALED: 'davon unter versiegelter Oberfläche',
      METRES_BUILT_UNSEALED: 'davon unter unversiegelter Oberfläche',
      METRES_ACCEPTED: 'Meter mit abgenommener Oberfläche',
      ADDRESSES_PASSED: 'Adressen mit Glasfaser in der Straße',
      ADDRESSES_ORDERABLE: 'Adressen, an denen bestellt werden kann',
      ADDRESSES_CONNECTED: 'Adressen mit Glasfaser im Haus',
      ADDRESSES_ACTIVE: 'Adressen mit aktivem Anschluss',
      EUR_SPENT: 'Ausgaben in Euro',
    },
    eurBySource: 'davon, nach Gebiet, Jahr und Mittelgeber',
    columns: {
      ags: ['Gemeindeschlüssel (AGS)', 'Amtlicher Gemeindeschlüssel, acht Stellen mit führender Null.'],
      district: ['Stadtteil', 'Name des Stadtteils; leer: die ganze Gemeinde.'],
      on: ['Stichtag', 'Tag, für den die Zahl gilt.'],
      figure: ['Kennung', 'Kennung der Zahl, in jeder Sprache dieselbe.'],
      name: ['Zahl', 'Was die Zahl angibt.'],
      area: ['Ausbaugebiet', 'Nur bei EUR_BY_SOURCE: Name des Gebiets; leer: keinem zugeordnet.'],
      year: ['Jahr', 'Nur bei EUR_BY_SOURCE: Kalenderjahr, das des Stichtags bis zu ihm.'],
      funding_source: ['Mittelgeber', 'Nur bei EUR_BY_SOURCE: wessen Geld es ist; leer: keine Angabe.'],
      value: ['Ist', 'Stand am Stichtag; leer: keine Angabe.'],
      planned: ['Soll', 'Was der Plan bis zum Stichtag vorsah; leer: keine Angabe.'],
      unit: ['Einheit', 'm, addresses (Adressen) oder EUR.'],
      missing: ['Was fehlt', 'Was an der Zahl fehlt; leer: nichts.'],
      sources: ['Quellen', 'Woraus Ist und Soll sind; leer: keine.'],
    },
  },
  en: {
    title: (place: string, on: string) => `Figures for the proof of use, ${place}, reference date ${on}`,
    fileName: 'breitblick-proof-of-use',
    changes: 'Sums of what was reported of trenches and addresses, of plan and spending.',
    figures: {
      METRES_BUILT: 'Metres of trench built',
      METRES_BUILT_SEALED: 'of these under a sealed surface',
      METRES_BUILT_UNSEALED: 'of these under an unsealed surface',
      METRES_ACCEPTED: 'Metres with accepted surface',
      ADDRESSES_PASSED: 'Addresses with fibre in the street',
      ADDRESSES_ORDERABLE: 'Addresses where a connection can be ordered',
      ADDRESSES_CONNECTED: 'Addresses with fibre in the building',
      ADDRESSES_ACTIVE: 'Addresses with an active connection',
      EUR_SPENT: 'Spending in euros',
    },
    eurBySource: 'of these, by area, year and source of funding',
    columns: {
      ags: ['Municipality key (AGS)', 'Official municipality key, eight digits with the leading zero.'],
      district: ['District', 'Name of the district; empty: all of the municipality.'],
      on: ['Reference date', 'Day that the figure holds for.'],
      figure: ['Id', 'Id of the figure, the same in every language.'],
      name: ['Figure', 'What the figure states.'],
      area: ['Rollout area', 'Only of EUR_BY_SOURCE: name of the area; empty: belongs to none.'],
      year: ['Year', 'Only of EUR_BY_SOURCE: calendar year; that of the reference date up to it.'],
      funding_source: ['Source of funding', 'Only of EUR_BY_SOURCE: whose money it is; empty: not stated.'],
      value: ['Actual', 'State at the reference date; empty: not stated.'],
      planned: ['Planned', 'What the plan wanted by the reference date; empty: not stated.'],
      unit: ['Unit', 'm, addresses or EUR.'],
      missing: ['What is missing', 'What the figure lacks; empty: nothing.'],
      sources: ['Sources', 'What actual and planned are from; empty: nothing.'],
    },
  },
} as const;

function columnsOf(language: Language): Column[] {
  const types: Record<string, Column['type']> = { on: 'date', year: 'integer', value: 'real', planned: 'real' };
  return Object.entries<readonly [string, string]>(texts[language].columns).map(([name, words]) =>
    columnOf(name, types[name] ?? 'text', words),
  );
}
