/** An element of a document: its own text without that of its children. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  text: string;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replaceAll(/&(\w*)(;?)/g, (whole, name: string, end: string) => {
    const sign = end === ';' ? entities[name] : undefined;
    if (sign === undefined) throw new Error(`${whole} is no entity of XML`);
    return sign;
  });
}

/** All elements of a document in their order. Errors: where it is not well-formed, as far as our own writing goes. */
export function readXml(document: string): XmlElement[] {
  const elements: XmlElement[] = [];
  const open: XmlElement[] = [];
  const pattern = /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  let position = 0;
  for (const match of document.matchAll(pattern)) {
    const [whole, closing, name = '', attributes = '', empty, text] = match;
    position = match.index + whole.length;
    if (text !== undefined) {
      const parent = open.at(-1);
      if (!parent) throw new Error('Text outside of the document');
      parent.text += decode(text);
    } else if (closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      if (open.length === 0 && elements.length > 0) throw new Error('A second root');
      const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
        ([, key = '', value = '']) => [key, decode(value)] as const,
      );
      if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`<${name}> says something twice`);
      const element = { name, attributes: Object.fromEntries(pairs), text: '' };
      elements.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  if (position !== document.length) throw new Error(`Not well-formed: ${document.slice(position, position + 60)}`);
  if (open.length > 0) throw new Error(`<${open.at(-1)?.name ?? ''}> is never closed`);
  return elements;
}
