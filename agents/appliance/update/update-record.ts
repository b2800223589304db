import type { UpdateReport } from '../../protocol/packages.ts';
import type { ClockOffset } from '../../runtime/clock-offset.ts';
import { describeError, type Log } from '../../runtime/log.ts';
import type { DataFolder } from '../data-folder.ts';
import { type PackageBook, readPackageBook, writePackageBook } from './installed-packages.ts';

/** The book of the packages while the program runs. */
export interface UpdateRecord {
  book(): PackageBook;
  /** On disk before it counts. */
  save(change: Partial<PackageBook>): Promise<void>;
  /** The newest of its package, for the poll and the log. */
  report(told: Omit<UpdateReport, 'at'>): Promise<void>;
  /** The appliance that was on trial stays; gives its version. */
  endTrial(): string | undefined;
}

interface RecordParts {
  readonly data: DataFolder;
  readonly offset: Pick<ClockOffset, 'now'>;
  readonly log: Log;
}

export const openUpdateRecord = async ({ data, offset, log }: RecordParts): Promise<UpdateRecord> => {
  let book = await readPackageBook(data);
  const save = async (change: Partial<PackageBook>) => {
    const next = { ...book, ...change };
    await writePackageBook(data, next);
    book = next;
  };
  return {
    book: () => book,
    save,
    report: async (told) => {
      const reason = told.reason?.slice(0, 500);
      const full: UpdateReport = { ...told, ...(reason === undefined ? {} : { reason }), at: offset.now() };
      log(told.state === 'failed' || told.state === 'rolled-back' ? 'error' : 'info', 'Update.', { ...full });
      const reports = [...book.reports.filter((one) => one.package !== told.package), full];
      // On a full disk it is told all the same.
      book = { ...book, reports };
      await save({}).catch((error) => log('warn', 'The state of the update could not be written.', { reason: describeError(error) }));
    },
    endTrial: () => {
      const { trial, ...proven } = book;
      book = proven;
      return trial?.version;
    },
  };
};
