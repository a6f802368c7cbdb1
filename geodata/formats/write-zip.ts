/** Writes a small ZIP archive at once. Source: PKWARE APPNOTE 6.3.10, 4.3; entries are deflated, times are left out. */
import { crc32, deflateRawSync } from 'node:zlib';

/** 1 January 1980, the first day that a ZIP archive knows: the same content gives the same bytes. */
const epochDate = 0x21;
const version = 20;
const deflated = 8;
const utf8Names = 0x0800;

/** An archive of texts by their names, in the order given. */
export function writeZip(entries: Readonly<Record<string, string>>): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(version, 0);
    common.writeUInt16LE(utf8Names, 2);
    common.writeUInt16LE(deflated, 4);
    common.writeUInt16LE(epochDate, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = [Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, packed];
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([version, 0]), common, place, nameBytes);
    parts.push(...local);
    offset += local.reduce((bytes, part) => bytes + part.length, 0);
  }
  const size = directory.reduce((bytes, part) => bytes + part.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(Object.keys(entries).length, 8);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
