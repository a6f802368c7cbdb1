import { trafficEffects } from '../../../geodata/construction/planning.ts';
import type { Column, Place, Row } from '../../../geodata/table.ts';
import type { Download, Language } from '../../downloads/download.ts';
import { readDay } from '../../downloads/parameters.ts';
import { columnOf, provenanceOfAll } from '../../downloads/provenance.ts';
import { InvalidArgumentError } from '../../errors.ts';
import { readScope, scopeParameters, sourceOf } from './download.ts';
import { findRoadworks, type Roadworks } from './queries.ts';
import { findPlanning } from './scope.ts';

/** More than a city has at a time; whoever wants all of its history asks year by year. */
const mostWorks = 20_000;

/** Roadworks of a municipality on a day, or from one day to another, with their lines, areas or points. */
export const roadworksDownload: Download = {
  name: 'roadworks',
  parameters: {
    ...scopeParameters,
    from: 'first day of a time, instead of on; default: open',
    until: 'last day of a time, instead of on; default: open',
  },
  async choose(context, { parameters, language }) {
    const { municipality, districtName, on, asOf } = await readScope(context, parameters);
    const [from, until] = [readDay(parameters, 'from'), readDay(parameters, 'until')];
    const during = from !== undefined || until !== undefined;
    if (during && (parameters.on ?? '') !== '') {
      throw new InvalidArgumentError('on', 'on: give either on, or from and until, not both.');
    }
    const { ags, name } = municipality;
    const { areaIds } = await findPlanning(context, { ags, districtName, on, asOf });
    const time = during ? { from: from ?? null, until: until ?? null } : { from: on, until: on };
    const works = await findRoadworks(context.db, { ags, areaIds, asOf, ...time, box: null, limit: mostWorks });
    const words = texts[language];
    const known = works.map(({ editionId }) => editionId);
    const editions = known.length > 0 ? known : context.register.list('rollout').map(({ id }) => id);
    return {
      key: JSON.stringify([ags, districtName, time, asOf, language, works.map(({ id, editionId }) => [id, editionId])]),
      title: words.title(name),
      fileName: `${words.fileName}-${name}-${during ? `${from ?? ''}-${until ?? ''}` : on}`,
      columns: columnsOf(language),
      geometryType: 'Geometry',
      provenance: provenanceOfAll(context, editions, ags, words.changes),
      rowCount: works.length,
      // eslint-disable-next-line @typescript-eslint/require-await -- rows are read asynchronously, and these are there
      async *read({ geometry }) {
        for (const one of works) yield rowOf(one, language, sourceOf(context.register.find(one.editionId)), geometry);
      },
    };
  },
};

function rowOf(works: Roadworks, language: Language, source: string | null, withPlace: boolean): Row {
  const { ags, id, street, first, last, trafficEffect } = works;
  const effect = trafficEffects.find((one) => one.id === trafficEffect)?.name[language] ?? trafficEffect;
  const [reason, detour] = language === 'de' ? [works.reasonDe, works.detourDe] : [works.reasonEn, works.detourEn];
  return {
    id: `${ags} ${id}`,
    values: [ags, id, street, first, last, trafficEffect, effect, reason, detour, works.lengthM, works.areaM2, source],
    geometry: withPlace ? (JSON.parse(works.geometry) as Place) : null,
  };
}

const texts = {
  de: {
    title: (place: string) => `Baustellen des Glasfaser-Ausbaus, ${place}`,
    fileName: 'breitblick-baustellen',
    changes: 'Keine.',
    columns: {
      ags: ['Gemeindeschlüssel (AGS)', 'Amtlicher Gemeindeschlüssel, acht Stellen mit führender Null.'],
      roadworks: ['Kennung', 'Kennung der Baustelle in der Gemeinde.'],
      street: ['Straße', 'Name der Straße; leer: keine Angabe.'],
      first_day: ['Erster Tag', 'Erster Tag der Baustelle.'],
      last_day: ['Letzter Tag', 'Letzter Tag der Baustelle; leer: kein Ende angegeben.'],
      traffic_effect: ['Wirkung, Kennung', 'none, footpath, lane_closed, one_way oder closed.'],
      traffic: ['Wirkung auf den Verkehr', 'Was die Baustelle mit dem Verkehr macht.'],
      reason: ['Grund', 'Warum gebaut wird; leer: keine Angabe.'],
      detour: ['Umleitung', 'Wie man herumkommt; leer: keine, oder keine Angabe.'],
      length_m: ['Länge', 'Länge der Linien, in EPSG:25832 gemessen; leer: ein Punkt oder eine Fläche.'],
      area_m2: ['Fläche', 'Fläche, in EPSG:25832 gemessen; leer: ein Punkt oder Linien.'],
      stated_by: ['Angabe von', 'Wer das sagt.'],
    },
  },
  en: {
    title: (place: string) => `Roadworks of the fibre rollout, ${place}`,
    fileName: 'breitblick-roadworks',
    changes: 'None.',
    columns: {
      ags: ['Municipality key (AGS)', 'Official municipality key, eight digits with the leading zero.'],
      roadworks: ['Id', 'Id of the roadworks within the municipality.'],
      street: ['Street', 'Name of the street; empty: not stated.'],
      first_day: ['First day', 'First day of the works.'],
      last_day: ['Last day', 'Last day of the works; empty: no end was stated.'],
      traffic_effect: ['Effect, id', 'none, footpath, lane_closed, one_way or closed.'],
      traffic: ['Effect on traffic', 'What the works do to traffic.'],
      reason: ['Reason', 'Why; empty: not stated.'],
      detour: ['Detour', 'Way around; empty: none, or not stated.'],
      length_m: ['Length', 'Length of the lines, measured in EPSG:25832; empty: a point or an area.'],
      area_m2: ['Area', 'Area, measured in EPSG:25832; empty: a point or lines.'],
      stated_by: ['Stated by', 'Who says so.'],
    },
  },
} as const;

const units: Readonly<Record<string, string>> = { length_m: 'm', area_m2: 'm²' };

function columnsOf(language: Language): Column[] {
  return Object.entries<readonly [string, string]>(texts[language].columns).map(([name, words]) =>
    columnOf(name, name.endsWith('_day') ? 'date' : name in units ? 'real' : 'text', words, units[name] ?? null),
  );
}
