import type { EditionKind, GeodataRecord } from '../geodata/records.ts';
import { writeRollout } from './construction/import.ts';
import { followAddressStages } from './construction/recording/address-stages-import.ts';
import { writeBusinessParks, writeMobileCoverage, writeMunicipalCoverage } from './coverage/import.ts';
import { writeCells } from './coverage/cells-import.ts';
import type { OpenWriter } from './editions/import.ts';
import type { RecordWriter, WriterContext } from './editions/writer.ts';
import { writeAddresses } from './places/addresses-import.ts';
import { writeBoundaries, writeDistricts } from './places/import.ts';
import { writeSensors } from './sensors/network-import.ts';

type WriterOf<K extends EditionKind> = (
  context: WriterContext,
) => Promise<RecordWriter<Extract<GeodataRecord, { type: K }>>>;

/** Which room writes which kind of edition. A new kind of data gets a line here. */
const writers: { [K in EditionKind]: WriterOf<K> } = {
  boundaries: writeBoundaries,
  districts: writeDistricts,
  municipal_coverage: writeMunicipalCoverage,
  cell_coverage: writeCells,
  business_parks: writeBusinessParks,
  mobile_coverage: writeMobileCoverage,
  addresses: (context) => writeAddresses(context, followAddressStages(context)),
  rollout: writeRollout,
  sensors: writeSensors,
};

/** The writer of whatever kind the header names; a reader yields records of that kind only. */
export const openWriter: OpenWriter = (context) => writers[context.header.kind](context);
