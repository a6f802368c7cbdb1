/** True if the client has what a tag stands for. Weak comparison, as RFC 9110, 13.1.2 wants it. */
export function isKnown(known: string, etag: string): boolean {
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '');
  return known === etag || known.trim() === '*' || known.split(',').some((tag) => bare(tag) === bare(etag));
}
