import type { AnnouncementRecord, StatementRecord } from '../../../geodata/construction/records.ts';
import type { WriterContext } from '../../editions/writer.ts';
import type { AddressFollower } from '../../places/addresses-import.ts';
import { insertAnnouncements } from '../announcements-import.ts';
import { recordingOf } from '../import.ts';
import { StatementRecorder } from '../statements-import.ts';
import { announcementOf, statementOf } from './events-import.ts';

/** Records what an operator's list says of the connections of its addresses, beside the addresses and in their edition. */
export function followAddressStages(context: WriterContext): AddressFollower {
  // The address itself was taken: whatever is wrong with its stage leaves it there.
  const report: WriterContext['report'] = (problem) => context.report({ ...problem, severity: 'warning' });
  const recording = recordingOf({ ...context, report });
  const recorder = new StatementRecorder(recording);
  let statements: StatementRecord[] = [];
  let announcements: AnnouncementRecord[] = [];
  return {
    follow({ says, line }, ags, ids) {
      if (says === undefined) return;
      for (const id of ids) {
        const subject = { kind: 'address', id } as const;
        statements.push(...[statementOf(says, line, ags, subject)].filter((one) => one !== undefined));
        announcements.push(...[announcementOf(says, line, ags, subject)].filter((one) => one !== undefined));
      }
    },
    async flush() {
      const [said, announced] = [statements, announcements];
      [statements, announcements] = [[], []];
      if (said.length > 0) await recorder.record(said);
      if (announced.length > 0) await insertAnnouncements(recording, announced);
    },
  };
}
