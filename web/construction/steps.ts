/** Days that the time slider stops at: the first, the ends of quarters between, and the last. ISO dates. */
export function stepsOf(first: string, last: string, chosen?: string): string[] {
  const days = new Set([first, last]);
  for (let quarter = 1; ; quarter++) {
    const day = new Date(Date.UTC(Number(first.slice(0, 4)), 3 * quarter, 0)).toISOString().slice(0, 10);
    if (day >= last) break;
    if (day > first) days.add(day);
  }
  // A link may name any day.
  if (chosen !== undefined) days.add(chosen);
  return [...days].sort();
}

/** Year of the steps that begin one, so that the axis can be read; null for all others. */
export function yearsOf(steps: readonly string[]): (string | null)[] {
  return steps.map((day, index) => {
    const year = day.slice(0, 4);
    return index > 0 && steps[index - 1]?.startsWith(year) === false ? year : null;
  });
}
