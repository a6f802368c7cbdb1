/** Words of the files that lists of gaps are taken along in. */
import type { Column, ColumnType } from '../../geodata/table.ts';
import type { Language } from '../downloads/download.ts';

export const gapLevels = ['clusters', 'districts', 'municipalities'] as const;
export type GapLevel = (typeof gapLevels)[number];

export const texts = {
  de: {
    fileName: 'breitblick-luecken',
    levels: { clusters: 'zusammenhängende Zellen', districts: 'Stadtteile', municipalities: 'Gemeinden' },
    title: (level: string, place: string | undefined, below: number, figure: string) =>
      `${figure}: ${level} in ${place ?? 'Deutschland'}, in denen weniger als ${below} % der Haushalte das bekommen`,
    changes: {
      clusters:
        'Zellen zusammengefasst, die sich an einer Kante oder Ecke berühren; Zellen mit wenigen Haushalten zum Schutz ausgelassen.',
      districts: 'Mittel der Zellen, deren Mitte im Stadtteil liegt; Haushalte geschützter Zellen nicht mitgezählt.',
      municipalities: 'Haushalte ohne die Klasse berechnet; Gebiete ohne Einwohner und ohne Angabe ausgelassen.',
    },
  },
  en: {
    fileName: 'breitblick-gaps',
    levels: { clusters: 'clusters of cells', districts: 'districts', municipalities: 'municipalities' },
    title: (level: string, place: string | undefined, below: number, figure: string) =>
      `${figure}: ${level} in ${place ?? 'Germany'} where fewer than ${below}% of households can get it`,
    changes: {
      clusters:
        'Cells put together that touch at an edge or at a corner; cells of few households left out for their protection.',
      districts: 'Means of the cells whose centre lies in the district; households of protected cells are not counted.',
      municipalities: 'Households without the class computed; areas without inhabitants or without a share left out.',
    },
  },
} as const;

type Text = readonly [title: string, description: string];

interface Known {
  type: ColumnType;
  unit?: string;
  de: Text;
  en: Text;
}

const columns = {
  number: {
    type: 'integer',
    de: ['Nr.', 'Platz in der Liste.'],
    en: ['No.', 'Place in the list.'],
  },
  ags: {
    type: 'text',
    de: ['Gemeindeschlüssel (AGS)', 'Amtlicher Gemeindeschlüssel, acht Stellen mit führender Null.'],
    en: ['Municipality key (AGS)', 'Official municipality key, eight digits with the leading zero.'],
  },
  municipality: {
    type: 'text',
    de: ['Gemeinde', 'Name der Gemeinde.'],
    en: ['Municipality', 'Name of the municipality.'],
  },
  state_code: {
    type: 'text',
    de: ['Landesschlüssel', 'Land, 01 bis 16.'],
    en: ['Land code', 'Land (federal state), 01 to 16.'],
  },
  state: {
    type: 'text',
    de: ['Land', 'Name des Landes.'],
    en: ['Land', 'Name of the Land (federal state).'],
  },
  name: {
    type: 'text',
    de: ['Gebiet', 'Name des Gebiets; bei zusammenhängenden Zellen Stadtteil und Himmelsrichtung.'],
    en: ['Area', 'Name of the area in German; for clusters district and direction.'],
  },
  key: {
    type: 'text',
    de: ['Kennung', 'Name des Stadtteils, oder bei zusammenhängenden Zellen ihrer ersten Zelle.'],
    en: ['Key', 'Name of the district, or of the first cell of a cluster.'],
  },
  technology: {
    type: 'text',
    de: ['Technik', 'Technik der Zahl.'],
    en: ['Technology', 'Technology of the figure.'],
  },
  min_downstream_mbits: {
    type: 'integer',
    unit: 'Mbit/s',
    de: ['Mindestens', 'Geschwindigkeit im Download, mindestens.'],
    en: ['At least', 'Download speed, at least.'],
  },
  share_percent: {
    type: 'real',
    unit: '%',
    de: ['Anteil mit', 'Anteil der Haushalte, die die Klasse bekommen können.'],
    en: ['Share with', 'Share of households that can get the class.'],
  },
  households_without: {
    type: 'integer',
    de: ['Haushalte ohne', 'Haushalte ohne die Klasse, gerundet; leer: keine Angabe.'],
    en: ['Households without', 'Households without the class, rounded; empty: not stated.'],
  },
  households: {
    type: 'integer',
    de: ['Haushalte', 'Haushalte, die hier wohnen; leer: keine Angabe.'],
    en: ['Households', 'Households that live there; empty: not stated.'],
  },
  area_km2: {
    type: 'real',
    unit: 'km²',
    de: ['Fläche', 'Bei Gemeinden die der Gemeinde, sonst 0,01 km² je Zelle.'],
    en: ['Area', 'That of the municipality, else 0.01 km² a cell.'],
  },
  cells: {
    type: 'integer',
    de: ['Zellen', 'Zahl der Zellen von 100 m.'],
    en: ['Cells', 'Number of 100 m cells.'],
  },
  protected_cells: {
    type: 'integer',
    de: ['Geschützte Zellen', 'Zellen mit so wenigen Haushalten, dass sie nicht mitgezählt sind.'],
    en: ['Protected cells', 'Cells with so few households that they are not counted.'],
  },
} as const satisfies Record<string, Known>;

const figures = [
  'technology',
  'min_downstream_mbits',
  'share_percent',
  'households_without',
  'households',
  'area_km2',
] as const;

/** Columns of a level, in order. */
export function columnsOf(level: GapLevel, language: Language): Column[] {
  const names =
    level === 'municipalities'
      ? (['number', 'ags', 'municipality', 'state_code', 'state', ...figures] as const)
      : (['number', 'ags', 'municipality', 'name', 'key', ...figures, 'cells', 'protected_cells'] as const);
  return names.map((name) => {
    const { type, unit, ...words }: Known = columns[name];
    const [title, description] = words[language];
    return { name, title, type, unit: unit ?? null, description };
  });
}
