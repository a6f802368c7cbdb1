import { type Figure, parseFigure, technologies } from '../../geodata/technologies.ts';
import type { Edition } from '../editions/queries.ts';
import type { EditionRegister } from '../editions/register.ts';
import { InvalidArgumentError, NotFoundError } from '../errors.ts';
import { frameOf, type TileAddress } from '../tiles/address.ts';
import type { TileLayer, TileQuery } from '../tiles/layer.ts';
import { encodeCells } from './cell-encoding.ts';
import { blocksAround } from './cell-geometry.ts';
import type { CellSize } from './packing.ts';
import { encodeMunicipalities } from './municipality-encoding.ts';
import { findBlocks, listMunicipalityShapes } from './tile-queries.ts';

/** Metres of the cells that a zoom shows: such that a cell is some pixels wide and a tile has thousands, not more. */
export function cellSizeAt(zoom: number): CellSize {
  if (zoom >= 11) return 100;
  return zoom >= 8 ? 1000 : 5000;
}

/** Coverage of cells; cells with fewer than `kAnonymity` households are there without figures. */
export function cellsLayer(kAnonymity: number): TileLayer {
  return {
    name: 'cells',
    description:
      'Coverage of cells of the INSPIRE grid (ETRS89-LAEA): 100 m from zoom 11 on, means over 1 km from 8, over 5 km below; a single cell of fewer than five households is left out of a mean.',
    minzoom: 4,
    maxzoom: 16,
    choose(register, query) {
      const edition = chooseEdition(register, 'cell_coverage', query);
      const figures = chooseFigures(edition, query);
      return {
        key: `cells ${edition?.id ?? ''} ${query.technology?.toUpperCase() ?? ''}`,
        // Not for ever: other editions and K_ANONYMITY decide too what is told of a cell.
        keeps: query.edition === null ? 'minutes' : 'hours',
        edition,
        fields: {
          size: 'Side of the cell, metres: 100, 1000 or 5000.',
          households: 'Number of households; rounded to the nearest ten where size is above 100; absent = not stated.',
          protected: `True for cells with fewer than ${kAnonymity} households, which carry no figures.`,
          modelled: 'True if the figures were computed by a model and not published by anybody.',
          ...describeFigures(figures, 'in steps of 0.5, rounded down'),
        },
        attributions: edition ? [edition.attribution] : [],
        async read(db, address: TileAddress) {
          if (!edition) return Buffer.alloc(0);
          const frame = frameOf(address);
          const size = cellSizeAt(address.z);
          const blocks = await findBlocks(db, edition.id, size, blocksAround(frame, size));
          if (!blocks) return Buffer.alloc(0);
          const { modelled, figures: all } = edition;
          return encodeCells(blocks, frame, { size, figureCount: all.length, figures, modelled, kAnonymity });
        },
      };
    },
  };
}

/** Coverage of municipalities, drawn on the newest boundaries. */
export const municipalitiesLayer: TileLayer = {
  name: 'municipalities',
  description: 'Coverage of municipalities as published, on the newest boundaries.',
  minzoom: 0,
  maxzoom: 14,
  choose(register, query) {
    const edition = chooseEdition(register, 'municipal_coverage', query);
    const figures = chooseFigures(edition, query);
    const boundaries = register.newest('boundaries');
    return {
      key: `municipalities ${edition?.id ?? ''} ${boundaries?.id ?? ''} ${query.technology?.toUpperCase() ?? ''}`,
      keeps: query.edition === null ? 'minutes' : 'hours',
      edition,
      fields: {
        ags: 'Amtlicher Gemeindeschlüssel, eight digits.',
        name: 'Name of the municipality.',
        inhabited: 'False for areas that belong to no municipality and have no inhabitants; absent otherwise.',
        modelled: 'True if the figures were computed by a model and not published by anybody; absent otherwise.',
        ...describeFigures(figures, 'with at most two decimals'),
      },
      attributions: [edition, boundaries].flatMap((part) => (part ? [part.attribution] : [])),
      async read(db, address) {
        if (!boundaries) return Buffer.alloc(0);
        const rows = await listMunicipalityShapes(db, boundaries.id, edition?.id ?? null, address.z, frameOf(address));
        return encodeMunicipalities(rows, { figures, modelled: edition?.modelled ?? false });
      },
    };
  },
};

type CoverageKind = 'cell_coverage' | 'municipal_coverage';

/** Errors: NotFoundError if the query names an edition of another kind, or none at all. */
function chooseEdition(register: EditionRegister, kind: CoverageKind, { edition: id }: TileQuery): Edition | undefined {
  // A census has households and no figures; the map is about coverage.
  const editions = register.list(kind).filter(({ figures }) => figures.length > 0);
  // Cells come town by town, so each of their editions is a part.
  if (id === null) return kind === 'cell_coverage' ? editions.at(-1) : register.listWhole(kind).at(-1);
  const edition = register.find(id);
  // Companies in business parks have the same figures, and are no households.
  if (edition?.kind === kind && edition.population === 'households') return edition;
  const examples = editions
    .map((known) => known.id)
    .reverse()
    .slice(0, 3);
  throw new NotFoundError(
    `There is no edition ${JSON.stringify(id.slice(0, 80))} of this layer. ` +
      (examples.length === 0 ? 'None has been imported yet.' : `The newest are ${examples.join(', ')}.`),
  );
}

interface ChosenFigure {
  /** Place in the edition's shares. */
  index: number;
  figure: Figure;
  /** Name in the tile. */
  attribute: string;
}

/** Errors: InvalidArgumentError if the query names a technology that the edition has no figures of. */
function chooseFigures(edition: Edition | undefined, { technology }: TileQuery): ChosenFigure[] {
  const all = (edition?.figures ?? []).map((figure, index) => ({ index, figure, attribute: figure.toLowerCase() }));
  if (technology === null) return all;
  const wanted = technology.toUpperCase();
  const chosen = all.filter(({ figure }) => parseFigure(figure)?.technology === wanted);
  if (chosen.length === 0 && !(edition === undefined && technologies.some(({ id }) => id === wanted))) {
    const surveyed = new Set(all.map(({ figure }) => parseFigure(figure)?.technology));
    throw new InvalidArgumentError(
      'technology',
      `There are no figures of technology ${JSON.stringify(technology.slice(0, 40))} here; technology is one of ${[...surveyed].join(', ')}.`,
    );
  }
  return chosen;
}

function describeFigures(figures: readonly ChosenFigure[], precision: string): Record<string, string> {
  return Object.fromEntries(
    figures.map(({ figure, attribute }) => {
      const { technology, downstreamMbits } = parseFigure(figure) ?? { technology: figure, downstreamMbits: 0 };
      return [
        attribute,
        `${technology}, at least ${downstreamMbits} Mbit/s downstream: % of households, 0 to 100, ${precision}; absent = not stated.`,
      ];
    }),
  );
}
