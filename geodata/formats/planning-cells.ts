/** Cells of one row of surface defects, roadworks, plan or spending, and what is wrong with them. */
import { isRefusal, type Period, readPeriod } from '../construction/periods.ts';
import type { EurBySource } from '../construction/planning.ts';
import { foldName } from '../names.ts';
import type { Problem } from '../records.ts';
import { normaliseAgs } from '../states.ts';
import { inGermany, type LonLat, placeOfUtm, readDecimal } from './address-place.ts';
import { readAmount } from './amounts.ts';
import { nameOf, type PlanningColumn } from './planning-columns.ts';
import { quote, refused } from './problems.ts';
import type { CellOf } from './record-table.ts';

interface Choice<Id extends string> {
  id: Id;
  name: { de: string; en: string };
}

/** No id, street or reason is longer. */
const longestText = 300;
const dayFix = 'Write a day as in 30.06.2026 or 2026-06-30';

export class PlanningCells {
  readonly problems: Problem[] = [];
  readonly #cell: CellOf<PlanningColumn>;
  readonly #line: number;
  readonly #reportedOn: string;

  constructor(cell: CellOf<PlanningColumn>, line: number, reportedOn: string) {
    this.#cell = cell;
    this.#line = line;
    this.#reportedOn = reportedOn;
  }

  get isRefused(): boolean {
    return this.problems.some(({ severity }) => severity === 'refused');
  }

  /** A row is refused once, whatever is wrong with it: what else is found in it deserves a look at the same time. */
  oneRefusal(): Problem[] {
    const first = this.problems.find(({ severity }) => severity === 'refused');
    return this.problems.map((problem) => (problem === first ? problem : { ...problem, severity: 'warning' }));
  }

  /** Key of the municipality: the row's own, else the stated one. */
  ags(stated: string | undefined): string | undefined {
    const own = this.#cell('ags');
    const ags = normaliseAgs(own === '' ? (stated ?? '') : own);
    if (ags === undefined) {
      const fix = 'Write the eight digits of the AGS, 07313000 for Landau in der Pfalz, or import with --ags';
      if (own === '') this.#refuse('ags', 'unusable-ags', 'the key of the municipality is missing', fix);
      else this.#refuse('ags', 'unusable-ags', 'it is no AGS', fix);
    }
    return ags;
  }

  id(): string {
    const id = this.text('id') ?? '';
    if (id === '') {
      this.#refuse('id', 'missing-row-id', 'it is missing', 'Give the row an id of its own that stays the same');
    }
    return id;
  }

  /** Null = empty. */
  text(column: PlanningColumn): string | null {
    return this.#cell(column).slice(0, longestText) || null;
  }

  requireArea(): void {
    if (this.text('area') === null) {
      this.#refuse('area', 'missing-area', 'it is missing', 'Name the rollout area or the district');
    }
  }

  /** One of a vocabulary by its id or its German or English name; null = empty, or not understood. */
  choice<Id extends string>(
    column: PlanningColumn,
    choices: readonly Choice<Id>[],
    need: 'required' | 'optional' = 'optional',
  ): Id | null {
    const text = this.#cell(column);
    if (text === '' && need === 'optional') return null;
    const folded = foldName(text);
    const found = choices.find(({ id, name }) => [id, name.de, name.en].some((one) => foldName(one) === folded));
    if (!found) {
      const offered = choices.map(({ name }) => name.de).join(', ');
      const why = text === '' ? 'it is missing' : 'it is none of those that are known';
      this.#refuse(column, 'unknown-choice', why, `Write one of ${offered}`);
    }
    return found?.id ?? null;
  }

  /** A single day, ISO; null = empty, or refused. */
  day(column: PlanningColumn, need: 'required' | 'optional' = 'optional'): string | null {
    const period = this.#period(column, need);
    if (period === null) return null;
    if (period.first !== null && period.first === period.last) return period.first;
    this.#refuse(column, 'no-single-day', 'it is no single day', dayFix);
    return null;
  }

  /** The last day of what is named, a month say; null = refused. */
  lastDay(column: PlanningColumn): string | null {
    const period = this.#period(column, 'required');
    if (period === null) return null;
    if (period.last !== null) return period.last;
    this.#refuse(column, 'no-single-day', 'it has no end', 'Write a day or a month, as in 30.06.2026 or 2026-06');
    return null;
  }

  /** The last day of what is named that is not after the report: the month of the report is not over. */
  lastDayKnown(column: PlanningColumn): string | null {
    const last = this.lastDay(column);
    const first = last === null ? null : (this.#period(column, 'required')?.first ?? last);
    if (first !== null && first > this.#reportedOn) this.#refuseFuture(column, first);
    return last !== null && last > this.#reportedOn ? this.#reportedOn : last;
  }

  /** What is done can't be done after the day of the report. */
  requireHappened(column: PlanningColumn): void {
    const text = this.#cell(column);
    const period = text === '' ? null : readPeriod(text);
    if (period === null || isRefusal(period)) return;
    const { first } = period;
    if (first !== null && first > this.#reportedOn) this.#refuseFuture(column, first);
  }

  /** A number; null = empty, or refused. */
  amount(column: PlanningColumn, need: 'required' | 'optional' = 'optional'): number | null {
    const text = this.#cell(column);
    if (text === '') {
      if (need === 'required') this.#refuse(column, 'not-an-amount', 'it is missing', 'Write a number like 1234,50');
      return null;
    }
    const amount = readAmount(text);
    if (typeof amount === 'number') return amount;
    this.#refuse(column, amount.rule, amount.why, amount.fix);
    return null;
  }

  /** A figure of a plan, 0 or more. */
  planned(column: PlanningColumn): number | null {
    const amount = this.amount(column);
    if (amount === null || amount >= 0) return amount;
    this.#refuse(column, 'plan-below-zero', 'it is below zero', 'Give 0 or more, or leave it out');
    return null;
  }

  /** Euros of a plan and whose they are. Parts can't be more than the whole, and without it nobody knows what they lack. */
  plannedEuros(): { eur: number | null; eurBy: EurBySource } {
    const eur = this.planned('eurPlanned');
    const eurBy = {
      federal: this.planned('eurFederal'),
      state: this.planned('eurState'),
      own: this.planned('eurOwn'),
      other: this.planned('eurOther'),
    };
    const parts = Object.values(eurBy).filter((part) => part !== null);
    if (parts.length > 0 && !this.isRefused) {
      const sum = inCents(parts.reduce((total, part) => total + part, 0));
      if (eur === null) {
        const fix = `Write the sum of all in "${nameOf('eurPlanned')}"`;
        this.#refuse('eurPlanned', 'parts-without-whole', 'it is missing, though it is said whose money it is', fix);
      } else if (sum > eur) {
        const why = `those whose money it is give ${sum} together, which is more`;
        this.#refuse('eurPlanned', 'parts-exceed-whole', why, 'Correct the sum, or its parts');
      }
    }
    return { eur, eurBy };
  }

  refuseEmptyPlan(): void {
    this.#refuse('metresPlanned', 'plan-without-figures', 'nothing is planned in figures', 'Fill in one of the three');
  }

  /** Longitude and latitude, from degrees or from metres of ETRS89/UTM; null = not stated, or refused. */
  place(latitude: 'latitude' | 'latitudeEnd', longitude: 'longitude' | 'longitudeEnd'): LonLat | null {
    const isStart = latitude === 'latitude';
    const texts = [
      this.#cell(longitude) || (isStart ? this.#cell('easting') : ''),
      this.#cell(latitude) || (isStart ? this.#cell('northing') : ''),
    ] as const;
    if (texts.every((text) => text === '')) return null;
    const [x, y] = [readDecimal(texts[0]), readDecimal(texts[1])];
    if (x !== undefined && y !== undefined) {
      const place = x < 1000 ? inGermany([x, y]) : placeOfUtm(x, y, readDecimal(this.#cell('zone')) ?? 32);
      if (place) return place;
    }
    this.#refuse(
      latitude,
      'unusable-point',
      `${quote(texts.join(', '))} is no place in Germany`,
      'Give degrees in "lat" and "lon", or metres of ETRS89/UTM in "ostwert" and "nordwert"; check that the two are not exchanged',
    );
    return null;
  }

  refuseMissingPlace(): void {
    if (this.problems.some(({ rule }) => rule === 'unusable-point')) return;
    this.#refuse(
      'latitude',
      'missing-place',
      'the place is missing',
      'Give degrees in "lat" and "lon", or metres of ETRS89/UTM in "ostwert" and "nordwert"',
    );
  }

  #period(column: PlanningColumn, need: 'required' | 'optional'): Period | null {
    const text = this.#cell(column);
    if (text === '') {
      if (need === 'required') this.#refuse(column, 'missing-day', 'the day is missing', dayFix);
      return null;
    }
    const period = readPeriod(text);
    if (!isRefusal(period)) return period;
    this.#refuse(column, period.rule, period.why, period.fix);
    return null;
  }

  #refuseFuture(column: PlanningColumn, day: string): void {
    const why = `what is done on ${day} could not be known on ${this.#reportedOn}`;
    this.#refuse(column, 'not-yet-done', why, 'Correct the day, or give the day of the report with --date');
  }

  #refuse(column: PlanningColumn, rule: string, why: string, fix: string): void {
    const read = this.#cell(column);
    const place = `column "${nameOf(column)}"`;
    // What is found twice in a cell is said once.
    if (this.problems.some((problem) => problem.rule === rule && problem.message.includes(place))) return;
    const what = read === '' ? place : `${quote(read)} in ${place}`;
    this.problems.push({ ...refused(this.#line, rule, `${what}: ${why}`, fix), ...(read !== '' && { read }) });
  }
}

function inCents(euros: number): number {
  return Math.round(euros * 100) / 100;
}
