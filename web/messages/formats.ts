const noBreak = '\u00a0';
const thinNoBreak = '\u202f';

/** Numbers and dates as look.md has them: no-break space before %, thin groups from 10 000 on in German, a true minus. */
export function formatsOf(locale: 'de' | 'en') {
  const grouped = later(() => new Intl.NumberFormat(locale, { useGrouping: 'min2', maximumFractionDigits: 0 }));
  const decimals = (digits: number, least = digits) =>
    later(
      () =>
        new Intl.NumberFormat(locale, {
          minimumFractionDigits: least,
          maximumFractionDigits: digits,
          useGrouping: false,
        }),
    );
  const whole = decimals(0);
  const one = decimals(1);
  const upToOne = decimals(1, 0);
  const upToTwo = decimals(2, 0);
  const two = decimals(2);
  const percentSign = locale === 'de' ? `${noBreak}%` : '%';
  const time = later(() => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }));
  const day = later(
    () => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  );
  const minus = (text: string) => text.replace('-', '−');

  const signed = (points: number, digits: string) => `${points > 0 ? '+' : points < 0 ? '−' : '±'}${digits}`;
  const parts = (share: number) => {
    if (share > 0 && share < 0.05) return { below: true, digits: one().format(0.1) };
    const fine = share < 10 || (share >= 99.5 && share < 100);
    return {
      below: false,
      digits: share === 0 || share === 100 ? whole().format(share) : (fine ? upToOne() : whole()).format(share),
    };
  };
  /** The atlas publishes hundredths, and of 2018 whole numbers: 1.9 was 1.90, and 1 is 1. */
  const published = (share: number) => (Number.isInteger(share) ? whole() : two()).format(share);
  return {
    /** A share as a sentence says it: one decimal under 10, none above; 99,6 never becomes 100. */
    share(share: number): string {
      const { below, digits } = parts(share);
      return `${below ? (locale === 'de' ? `unter${noBreak}` : `under${noBreak}`) : ''}${digits}${percentSign}`;
    },
    /** A share with one decimal, for lists that add up. */
    tenths: (share: number) => `${minus(one().format(share))}${percentSign}`,
    /** The same without its unit, beside an axis that has it. */
    tenth: (share: number) => upToOne().format(share),
    /** A share with the digits of its source. */
    exact: (share: number) => `${published(share)}${percentSign}`,
    /** The same without its unit, below a head that has it. */
    exactDigits: published,
    /** A difference in percentage points without its unit: with its sign, one decimal under 10, none above. */
    points: (points: number) => signed(points, parts(Math.abs(points)).digits),
    /** The same with the digits of its source. */
    exactPoints: (points: number) => signed(points, published(Math.abs(points))),
    /** A number with at most two decimals, for what has a unit of its own. */
    decimal: (value: number) => upToTwo().format(value),
    /** The digits of a share alone, for charts whose axis carries the unit. */
    digits: (share: number) => parts(share).digits,
    count: (count: number) => {
      const text = grouped().format(count);
      return locale === 'de' ? text.replaceAll('.', thinNoBreak) : text;
    },
    time: (milliseconds: number) => time().format(milliseconds),
    /** An ISO date written out. */
    day: (date: string) => day().format(new Date(`${date}T00:00:00Z`)),
    noBreak,
    percentSign,
  };
}

/** Made when it is first needed: a format takes a millisecond or two, and both languages have eight. */
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
