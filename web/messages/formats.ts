const noBreak = '\u00a0';
const thinNoBreak = '\u202f';

/** Numbers and dates as look.md has them: no-break space before %, thin groups from 10 000 on in German, a true minus. */
export function formatsOf(locale: 'de' | 'en') {
  const point = locale === 'de' ? ',' : '.';
  /** Written by hand: before Intl has written its first number, a slow phone has waited 70 ms. */
  const decimals =
    (digits: number, least = digits) =>
    (value: number) => {
      // By the last bit more, so that 1.005, which is held as a little less, is rounded up as it is read.
      const [whole = '', fraction = ''] = (value * (1 + Number.EPSILON)).toFixed(digits).split('.');
      const kept = fraction.slice(0, least) + fraction.slice(least).replace(/0+$/, '');
      // What is rounded to nothing has no sign any more.
      const sure = whole === '-0' && !/[1-9]/.test(kept) ? '0' : whole;
      return kept === '' ? sure : sure + point + kept;
    };
  const whole = decimals(0);
  const one = decimals(1);
  const upToOne = decimals(1, 0);
  const upToTwo = decimals(2, 0);
  const two = decimals(2);
  const groupSign = locale === 'de' ? thinNoBreak : ',';
  /** From 10 000 on in threes. */
  const grouped = (count: number) => {
    const text = whole(count);
    return Math.abs(count) < 9999.5 ? text : text.replace(/\B(?=(\d{3})+$)/g, groupSign);
  };
  const percentSign = locale === 'de' ? `${noBreak}%` : '%';
  const time = later(() => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }));
  const day = later(
    () => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  );
  const minus = (text: string) => text.replace('-', '−');

  const signed = (points: number, digits: string) => `${points > 0 ? '+' : points < 0 ? '−' : '±'}${digits}`;
  const parts = (share: number) => {
    if (share > 0 && share < 0.05) return { below: true, digits: one(0.1) };
    const fine = share < 10 || (share >= 99.5 && share < 100);
    return {
      below: false,
      digits: share === 0 || share === 100 ? whole(share) : (fine ? upToOne : whole)(share),
    };
  };
  /** The atlas publishes hundredths, and of 2018 whole numbers: 1.9 was 1.90, and 1 is 1. */
  const published = (share: number) => (Number.isInteger(share) ? whole : two)(share);
  return {
    /** A share as a sentence says it: one decimal under 10, none above; 99,6 never becomes 100. */
    share(share: number): string {
      const { below, digits } = parts(share);
      return `${below ? (locale === 'de' ? `unter${noBreak}` : `under${noBreak}`) : ''}${digits}${percentSign}`;
    },
    /** A share with one decimal, for lists that add up. */
    tenths: (share: number) => `${minus(one(share))}${percentSign}`,
    /** The same without its unit, beside an axis that has it. */
    tenth: (share: number) => upToOne(share),
    /** A share with the digits of its source. */
    exact: (share: number) => `${published(share)}${percentSign}`,
    /** The same without its unit, below a head that has it. */
    exactDigits: published,
    /** A difference in percentage points without its unit: with its sign, one decimal under 10, none above. */
    points: (points: number) => signed(points, parts(Math.abs(points)).digits),
    /** The same with the digits of its source. */
    exactPoints: (points: number) => signed(points, published(Math.abs(points))),
    /** A number with at most two decimals, for what has a unit of its own. */
    decimal: (value: number) => upToTwo(value),
    /** A number with just so many decimals, so that the points of a column stand below each other. */
    fixed: (value: number, digits: number) => minus(decimals(digits)(value)),
    /** The digits of a share alone, for charts whose axis carries the unit. */
    digits: (share: number) => parts(share).digits,
    count: grouped,
    time: (milliseconds: number) => time().format(milliseconds),
    /** An ISO date written out. */
    day: (date: string) => day().format(new Date(`${date}T00:00:00Z`)),
    noBreak,
    percentSign,
  };
}

/** Made when it is first needed: a format takes a millisecond or two. */
function later<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Half-years are how editions are called; another date is none. */
export function halfYearOf(date: string): { half: 'middle' | 'end'; year: string } | undefined {
  const year = date.slice(0, 4);
  if (date.slice(5) === '06-30') return { half: 'middle', year };
  if (date.slice(5) === '12-31') return { half: 'end', year };
  return undefined;
}
