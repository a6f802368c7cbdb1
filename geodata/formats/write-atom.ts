/** News as an Atom feed. Source: RFC 4287. */

export interface AtomEntry {
  /** Never changes for the same news, and no other has it: an IRI. */
  id: string;
  title: string;
  /** Plain text. */
  content: string;
  author: string;
  updated: Date;
  /** Page that tells more; absolute. */
  link: string;
}

export interface AtomFeed {
  id: string;
  title: string;
  subtitle: string;
  language: string;
  /** Address of the feed itself; absolute. */
  self: string;
  /** Page that the feed belongs to; absolute. */
  link: string;
  /** When the newest entry became known. */
  updated: Date;
  /** Newest first. */
  entries: readonly AtomEntry[];
}

/** Writes a feed as XML. All texts are plain, and are escaped. */
export function writeAtom(feed: AtomFeed): string {
  const { id, title, subtitle, language, self, link, updated, entries } = feed;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(language)}">`,
    element('id', id),
    element('title', title),
    element('subtitle', subtitle),
    `<link rel="self" type="application/atom+xml" href="${escapeXml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(link)}"/>`,
    element('updated', updated.toISOString()),
    '<generator>Breitblick</generator>',
    ...entries.map(writeEntry),
    '</feed>',
    '',
  ].join('\n');
}

function writeEntry({ id, title, content, author, updated, link }: AtomEntry): string {
  return [
    '<entry>',
    element('id', id),
    element('title', title),
    element('updated', updated.toISOString()),
    `<author>${element('name', author)}</author>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(link)}"/>`,
    `<content type="text">${escapeXml(content)}</content>`,
    '</entry>',
  ].join('\n');
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

/** Also takes out what XML can't hold in any way: control characters and halves of a pair. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
