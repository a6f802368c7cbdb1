/** Numbers as people and spreadsheets write them: 1234.5, 1.234,50 €, 12 000 m, −500. */

/** Why a text is no number: `rule` is stable, the rest is for people. */
export interface AmountRefusal {
  rule: 'not-an-amount' | 'ambiguous-amount';
  why: string;
  fix: string;
}

/** The number in a text, its unit left out. One dot before three digits is refused, for it may part thousands or be a decimal point. */
export function readAmount(text: string): number | AmountRefusal {
  const plain = text
    .trim()
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/\s*(€|eur|euro|m|meter)\.?$/i, '')
    .replaceAll(/(?<=\d)[\s\u00a0\u202f'](?=\d{3}(?!\d))/g, '');
  if (/^-?\d{1,3}\.\d{3}$/.test(plain) && !/^-?0/.test(plain)) {
    return {
      rule: 'ambiguous-amount',
      why: 'the dot may part thousands or decimals',
      fix: `Write ${plain.replace('.', '')} or ${plain.replace('.', ',')}`,
    };
  }
  if (/^-?\d{1,12}([.,]\d+)?$/.test(plain)) return Number(plain.replace(',', '.'));
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)) return Number(plain.replaceAll('.', '').replace(',', '.'));
  if (/^-?\d{1,3}(,\d{3})+\.\d+$/.test(plain)) return Number(plain.replaceAll(',', ''));
  return { rule: 'not-an-amount', why: 'it is no number', fix: 'Write a number like 1234 or 1234,50' };
}
