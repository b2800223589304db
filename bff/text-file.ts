/** Length of one part. Parts leave the heap of the runtime as they grow: only the newest is text. */
const PART_LENGTH = 256 * 1024;

/** Gathers a text that is written piece by piece, for a file that is sent as a whole. */
export async function collectText(text: AsyncIterable<string>): Promise<Blob[]> {
  const parts: Blob[] = [];
  let pending: string[] = [];
  let length = 0;
  for await (const piece of text) {
    pending.push(piece);
    length += piece.length;
    if (length < PART_LENGTH) continue;
    parts.push(new Blob(pending));
    pending = [];
    length = 0;
  }
  return [...parts, new Blob(pending)];
}

/** A file with the headers under which it is sent. */
export interface SentFile {
  readonly headers: Record<string, string>;
  readonly body: File;
}

/** A CSV file to be saved under a name, without its ending. */
export async function csvFile(name: string, text: AsyncIterable<string>): Promise<SentFile> {
  const fileName = `${name}.csv`;
  return {
    headers: {
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
    body: new File(await collectText(text), fileName, { type: 'text/csv; charset=utf-8; header=present' }),
  };
}
