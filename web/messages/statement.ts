import type { SpeedClass, Technology } from '../../geodata/technologies.ts';

/** Through what a class is reached, in the words of the sentence. */
export type Composition =
  'onlyFibre' | 'almostOnlyFibre' | 'mainlyFibre' | 'onlyCable' | 'almostOnlyCable' | 'mainlyCable' | 'mixed';

/** What the first sentence says, without its words. */
export type Statement =
  | { kind: 'uninhabited' }
  | { kind: 'protected' }
  | { kind: 'notSurveyed'; technology: Technology; speed: SpeedClass }
  | { kind: 'notStated'; technology: Technology; speed: SpeedClass }
  | {
      kind: 'share';
      technology: Technology;
      speed: SpeedClass;
      sharePercent: number;
      /** Any technology at the same class; undefined where it is not known or already said. */
      total?: { sharePercent: number; composition: Composition | undefined; cablePercent: number | undefined };
      /** The technology that the sentence would have been about, had the edition surveyed it. */
      unsurveyed?: Technology;
    };

/** A place as the sentence opens with it. */
export interface Where {
  kind: 'municipality' | 'district' | 'cell';
  name: string;
}

/** A marked piece of a message: `{{fibre|text}}` is text in the fibre colour and bold; `late` is what is overdue. */
export type Tone = 'plain' | 'strong' | 'late' | 'fibre' | 'cable' | 'copper' | 'wireless' | 'all';

/** Cuts a marked message into its pieces. */
export function piecesOf(message: string): { tone: Tone; text: string }[] {
  return message
    .split(/(\{\{\w+\|[^}]*\}\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const marked = /^\{\{(\w+)\|([^}]*)\}\}$/.exec(piece);
      return marked ? { tone: marked[1] as Tone, text: marked[2] ?? '' } : { tone: 'plain', text: piece };
    });
}

/** A marked message as plain text, for titles and screen readers. */
export function plainText(message: string): string {
  return piecesOf(message)
    .map(({ text }) => text)
    .join('');
}
