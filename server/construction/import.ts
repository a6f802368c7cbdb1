import type {
  AnnouncementRecord,
  AreaRecord,
  FeatureRecord,
  NetworkPointRecord,
  PlanningRowRecord,
  RolloutRecord,
  StageEventRecord,
  StatementRecord,
  TrenchRecord,
} from '../../geodata/construction/records.ts';
import { advanceClock } from '../editions/clock.ts';
import { Batch, type RecordWriter, type WriterContext } from '../editions/writer.ts';
import { insertAnnouncements } from './announcements-import.ts';
import { PlanningRecorder } from './planning/import.ts';
import { PlanningRows } from './planning/rows-import.ts';
import { EventResolver } from './recording/events-import.ts';
import { resolveFeatures } from './recording/features-import.ts';
import { Samples } from './samples-import.ts';
import { StatementRecorder } from './statements-import.ts';
import { replaceAreas, replaceNetworkPoints, replaceTrenches } from './subjects-import.ts';

/** What all parts of an edition are recorded under. */
export interface Recording extends WriterContext {
  /** When this is recorded about a municipality; nobody else records there until the transaction ends. */
  timeOf(ags: string): Promise<Date>;
  /** What is modelled, and has to give way. */
  samples: Samples;
}

/** A recording in which each municipality has one time. */
export function recordingOf(context: WriterContext): Recording {
  const times = new Map<string, Promise<Date>>();
  const recording: Omit<Recording, 'samples'> = {
    ...context,
    timeOf(ags) {
      let time = times.get(ags);
      if (!time) {
        time = advanceClock(context.transaction, ags, context.recordedAt);
        times.set(ags, time);
      }
      return time;
    },
  };
  return { ...recording, samples: new Samples(recording) };
}

/**
 * Writes an edition of the construction record. Nothing that is there is changed: a subject, a statement or an
 * announcement about the same thing closes the earlier one, which is still found by asking for an earlier `asOf`.
 * Subjects must stand before what is said of them, or be known from an edition before.
 */
export async function writeRollout(context: WriterContext): Promise<RecordWriter<RolloutRecord>> {
  const recording = recordingOf(context);
  const areas = new Batch<AreaRecord>((batch) => replaceAreas(recording, batch));
  const trenches = new Batch<TrenchRecord>((batch) => replaceTrenches(recording, batch));
  const networkPoints = new Batch<NetworkPointRecord>((batch) => replaceNetworkPoints(recording, batch));
  const flushSubjects = async (): Promise<void> => {
    for (const batch of [areas, trenches, networkPoints]) await batch.flush();
  };
  const recorder = new StatementRecorder(recording);
  const statements = new Batch<StatementRecord>(async (batch) => {
    await flushSubjects();
    await recorder.record(batch);
  });
  const announcements = new Batch<AnnouncementRecord>(async (batch) => {
    await flushSubjects();
    await insertAnnouncements(recording, batch);
  });
  const planning = new PlanningRecorder(recording);
  const rows = new PlanningRows(recording);
  const planningRows = new Batch<PlanningRowRecord>(async (batch) => {
    await flushSubjects();
    for (const found of await rows.resolve(batch)) await planning.add(found);
  });
  const resolver = new EventResolver(recording);
  const events = new Batch<StageEventRecord>(async (batch) => {
    await flushSubjects();
    const resolved = await resolver.resolve(batch);
    if (resolved.statements.length > 0) await recorder.record(resolved.statements);
    if (resolved.announcements.length > 0) await insertAnnouncements(recording, resolved.announcements);
  });
  const features = new Batch<FeatureRecord>(async (batch) => {
    const resolved = await resolveFeatures(recording, batch);
    for (const area of resolved.areas) await areas.add(area);
    for (const trench of resolved.trenches) await trenches.add(trench);
    for (const point of resolved.networkPoints) await networkPoints.add(point);
    for (const event of resolved.events) await events.add(event);
  });
  return Promise.resolve({
    write(record) {
      switch (record.record) {
        case 'area':
          return areas.add(record);
        case 'trench':
          return trenches.add(record);
        case 'network_point':
          return networkPoints.add(record);
        case 'statement':
          return statements.add(record);
        case 'announcement':
          return announcements.add(record);
        case 'event':
          return events.add(record);
        case 'feature':
          return features.add(record);
        case 'planning_row':
          return planningRows.add(record);
        default:
          return planning.add(record);
      }
    },
    async finish() {
      await features.flush();
      await flushSubjects();
      await statements.flush();
      await announcements.flush();
      await events.flush();
      await planningRows.flush();
      await planning.flush();
      resolver.finish();
    },
  });
}
