import type { Reader } from '../database/database.ts';
import { type KnownDevice, listDevices } from './device-queries.ts';

/** What a device is looked up by must be young enough that a device described just now is heard. */
const maximumAgeMs = 60_000;
/** An unknown device may have been described this moment; but who sends rubbish must not make us read all the time. */
const minimumAgeMs = 250;

/** Devices that can be heard, kept in memory: each message asks for one. */
export class DeviceDirectory {
  readonly #db: Reader;
  #devices = new Map<string, KnownDevice[]>();
  #readAt = -Infinity;
  #reading: Promise<void> | undefined;

  constructor(db: Reader) {
    this.#db = db;
  }

  /** Reads anew if what is known is old, or if one of these devices is not known. */
  async refresh(source: string, deviceKeys: Iterable<string>): Promise<void> {
    const age = performance.now() - this.#readAt;
    const lacks = [...deviceKeys].some((key) => !this.#devices.has(`${source} ${key}`));
    if (age > maximumAgeMs || (lacks && age > minimumAgeMs)) await this.#read();
  }

  /** Reads anew, for descriptions have changed. */
  async renew(): Promise<void> {
    await this.#read();
  }

  /** The devices of this name; usually one, but two municipalities may hear the same. */
  find(source: string, deviceKey: string): readonly KnownDevice[] {
    return this.#devices.get(`${source} ${deviceKey}`) ?? [];
  }

  async #read(): Promise<void> {
    this.#reading ??= (async () => {
      const devices = await listDevices(this.#db);
      this.#devices = Map.groupBy(devices, ({ source, deviceKey }) => `${source} ${deviceKey}`);
      this.#readAt = performance.now();
    })().finally(() => (this.#reading = undefined));
    await this.#reading;
  }
}
