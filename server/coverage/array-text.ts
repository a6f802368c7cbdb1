/**
 * PostgreSQL's text of an array of arrays of numbers, as `{"{1,NULL}","{0.5,2}"}`, written byte by byte: a million
 * cells of 48 figures as joined strings leave gigabytes to collect.
 */
export class ArrayText {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #length = 0;

  add(values: readonly (number | null)[]): void {
    // At most 24 characters a number and its comma.
    if (this.#length + values.length * 25 + 6 > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes], (this.#bytes.length + values.length * 25 + 6) * 2);
    }
    const bytes = this.#bytes;
    let position = this.#length;
    bytes[position++] = position === 1 ? brace.open : comma;
    bytes[position++] = quote;
    bytes[position++] = brace.open;
    for (let index = 0; index < values.length; index++) {
      if (index > 0) bytes[position++] = comma;
      const value = values[index] ?? null;
      if (value !== null && value >= 0 && value < 100 && Number.isInteger(value)) {
        if (value >= 10) bytes[position++] = zero + Math.floor(value / 10);
        bytes[position++] = zero + (value % 10);
      } else {
        position += bytes.write(value === null ? 'NULL' : String(value), position, 'latin1');
      }
    }
    bytes[position++] = brace.close;
    bytes[position++] = quote;
    this.#length = position;
  }

  /** The text of all since the last call. */
  take(): string {
    if (this.#length === 0) return '{}';
    const text = `${this.#bytes.toString('latin1', 0, this.#length)}}`;
    this.#length = 0;
    return text;
  }
}

const comma = 0x2c;
const quote = 0x22;
const zero = 0x30;
const brace = { open: 0x7b, close: 0x7d };
