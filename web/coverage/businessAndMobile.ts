/** The entry of the newest edition that has the place; entries are oldest first. */
export function newestShare<Entry>(entries: readonly Entry[]): Entry | undefined {
  return entries.at(-1);
}

interface MobileShare {
  technology: string;
  areaType: string;
  sharePercent: number | null;
  edition: { referenceDate: string };
}

/** Mobile shares as a table: a row a kind of area, a column a technology, both as the source orders them. */
export function mobileTable(shares: readonly MobileShare[]) {
  const [first] = shares;
  if (!first) return undefined;
  const technologies = [...new Set(shares.map(({ technology }) => technology))];
  const rows = [...Map.groupBy(shares, ({ areaType }) => areaType)].map(([areaType, ofArea]) => ({
    areaType,
    shares: technologies.map(
      (technology) => ofArea.find((share) => share.technology === technology)?.sharePercent ?? null,
    ),
  }));
  return { referenceDate: first.edition.referenceDate, technologies, rows };
}
