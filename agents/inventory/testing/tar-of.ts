/** An entry of a tar archive to be made. */
export interface TarInput {
  readonly path: string;
  /** A type flag: `0` file, `1` hard link, `2` symbolic link, `5` folder … */
  readonly flag?: string;
  readonly content?: Buffer | string;
  readonly linkPath?: string;
  readonly mode?: number;
}

const BLOCK = 512;

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;

/** One header block (ustar); names longer than its field are cut. */
export const tarHeader = ({ path, flag = '0', linkPath = '', mode = 0o644 }: TarInput, size: number): Buffer => {
  const block = Buffer.alloc(BLOCK);
  block.write(path.slice(0, 100), 0);
  block.write(octal(mode, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write('        ', 148);
  block.write(flag, 156);
  block.write(linkPath.slice(0, 100), 157);
  block.write('ustar\0', 257);
  block.write('00', 263);
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return block;
};

const padded = (content: Buffer): Buffer => Buffer.concat([content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]);

/** Names that do not fit come first, as GNU tar writes them. */
const longName = (flag: string, text: string): Buffer[] => {
  if (Buffer.byteLength(text) <= 100) return [];
  const content = Buffer.from(`${text}\0`);
  return [tarHeader({ path: '././@LongLink', flag }, content.length), padded(content)];
};

/** A tar archive with its end. */
export const tarOf = (entries: readonly TarInput[]): Buffer =>
  Buffer.concat([
    ...entries.flatMap((entry) => {
      const content = Buffer.from(entry.content ?? '');
      const long = [...longName('L', entry.path), ...longName('K', entry.linkPath ?? '')];
      return [...long, tarHeader(entry, content.length), padded(content)];
    }),
    Buffer.alloc(2 * BLOCK),
  ]);
