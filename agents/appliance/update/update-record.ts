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
  readonly offset: Pick<ClockOffset, 'now' | 'toPlatform'>;
  readonly log: Log;
  /** There is something to tell. */
  readonly onNews: () => void;
}

const SAID: Record<UpdateReport['state'], string> = {
  downloading: 'A new version is downloaded.',
  installing: 'A new version is unpacked and tested.',
  installed: 'Another version is in use.',
  failed: 'An update failed.',
  'rolled-back': 'A new version was taken back.',
  current: 'The Distribution Server is trusted again.',
};

const isBad = ({ state }: Pick<UpdateReport, 'state'>) => state === 'failed' || state === 'rolled-back';

/** Tells the machine's own log and the Monitoring Server. */
const logUpdate = (log: Log, { at: _, ...told }: UpdateReport): void =>
  log(isBad(told) ? 'error' : 'info', SAID[told.state], { event: 'update', ...told });

export const openUpdateRecord = async ({ data, offset, log, onNews }: RecordParts): Promise<UpdateRecord> => {
  const { unlogged = [], ...read } = await readPackageBook(data);
  let book: PackageBook = read;
  const save = async (change: Partial<PackageBook>) => {
    const next = { ...book, ...change };
    await writePackageBook(data, next);
    book = next;
  };
  for (const told of unlogged) {
    const corrected = { ...told, at: offset.toPlatform(told.at) };
    book = { ...book, reports: [...book.reports.filter((one) => one.package !== told.package), corrected] };
    logUpdate(log, corrected);
  }
  if (unlogged.length > 0) await save({}).catch(() => undefined);
  return {
    book: () => book,
    save,
    report: async (told) => {
      const reason = told.reason?.slice(0, 500);
      const full: UpdateReport = { ...told, ...(reason === undefined ? {} : { reason }), at: offset.now() };
      logUpdate(log, full);
      const reports = [...book.reports.filter((one) => one.package !== told.package), full];
      // On a full disk it is told all the same.
      book = { ...book, reports };
      await save({}).catch((error) => log('warn', 'The state of the update could not be written.', { reason: describeError(error) }));
      onNews();
    },
    endTrial: () => {
      const { trial, ...proven } = book;
      book = proven;
      return trial?.version;
    },
  };
};
