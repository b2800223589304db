import { type LogBatch, type LogEntry, type LogResponse, logBatch } from '../protocol/log.ts';

/** A Monitoring Server that keeps the entries that follow on what it has, as the wire has it, and every batch that arrived whole. */
export const createFakeLog = (now: () => number) => {
  const batches: LogBatch[] = [];
  const entries: (LogEntry & { readonly stream: string })[] = [];
  const acknowledged = new Map<string, number>();
  return {
    /** In the order of arrival, repeated ones too. */
    batches,
    /** Each once, in the order in which it was kept. */
    entries,
    /** What it says to have of a stream; a test changes it, as a platform does that came back from an older copy. */
    acknowledged,
    take: (text: string): LogResponse => {
      const batch = logBatch.parse(JSON.parse(text));
      batches.push(batch);
      let known = acknowledged.get(batch.stream) ?? 0;
      for (const entry of batch.entries) {
        if (entry.number !== known + 1 + (entry.lost ?? 0)) continue;
        entries.push({ ...entry, stream: batch.stream });
        known = entry.number;
      }
      acknowledged.set(batch.stream, known);
      return { serverTime: now(), acknowledged: known };
    },
  };
};
