import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BadArchive, readArchive, writeArchive } from './package-archive.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const good = () => writeArchive([{ name: 'scand.mjs', content: bytes('x'.repeat(700)) }]);

const outcomeOf = (archive: Uint8Array) => {
  try {
    return readArchive(archive);
  } catch (error) {
    if (error instanceof BadArchive) return 'refused';
    throw error;
  }
};

/** Changes the header of the first entry, and makes its checksum right again. */
const forged = (change: (header: Uint8Array) => void): Uint8Array => {
  const archive = good();
  const header = archive.subarray(0, 512);
  change(header);
  header.fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.set(bytes(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return archive;
};

test('what is written is read again, and the same files make the same archive', () => {
  const name = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.record({ name, content: fc.uint8Array({ maxLength: 1500 }) }), { selector: (one) => one.name, maxLength: 16 }),
      (files) => {
        const archive = writeArchive(files);
        expect(readArchive(archive).map((one) => ({ name: one.name, content: new Uint8Array(one.content) }))).toEqual(files);
        expect(writeArchive(files)).toEqual(archive);
      },
    ),
    { numRuns: 50 },
  );
});

test.each([
  ['a path out of the folder', (h: Uint8Array) => h.set(bytes('../../etc/passwd\0'), 0)],
  ['an absolute path', (h: Uint8Array) => h.set(bytes('/etc/passwd\0'), 0)],
  ['a folder in the name', (h: Uint8Array) => h.set(bytes('a/b\0'), 0)],
  ['a prefix', (h: Uint8Array) => h.set(bytes('..'), 345)],
  ['a symbolic link', (h: Uint8Array) => h.set(bytes('2'), 156)],
  ['a hard link', (h: Uint8Array) => h.set(bytes('1'), 156)],
  ['a device', (h: Uint8Array) => h.set(bytes('3'), 156)],
  ['a folder', (h: Uint8Array) => h.set(bytes('5'), 156)],
  ['a name in an extended header', (h: Uint8Array) => h.set(bytes('x'), 156)],
  ['a link target', (h: Uint8Array) => h.set(bytes('/bin/sh'), 157)],
  ['a size beyond the end', (h: Uint8Array) => h.set(bytes('77777777777\0'), 124)],
  ['a size that is no number', (h: Uint8Array) => h.set(bytes('-1\0'), 124)],
])('%s is refused', (_, change) => {
  expect(() => readArchive(forged(change))).toThrow(BadArchive);
});

test('a file that is there twice, too many files, and what follows the end are refused', () => {
  const one = { name: 'a', content: bytes('1') };
  expect(() => readArchive(writeArchive([one, one]))).toThrow('twice');
  const many = Array.from({ length: 1000 }, (_, n) => ({ name: `f${n}`, content: new Uint8Array() }));
  expect(() => readArchive(writeArchive(many))).toThrow('more than 16 files');
  expect(() => readArchive(new Uint8Array([...good(), ...bytes('x'.repeat(512))]))).toThrow('follows');
});

test('cut off anywhere, or with any byte changed in a header, it is refused or reads the same', () => {
  const archive = good();
  fc.assert(
    fc.property(fc.nat(archive.length - 513), (length) => {
      expect(() => readArchive(archive.slice(0, length))).toThrow(BadArchive);
    }),
  );
  fc.assert(
    fc.property(fc.nat(344), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = archive.slice();
      changed[at] = ((changed[at] ?? 0) + by) & 0xff;
      const read = outcomeOf(changed);
      if (read !== 'refused') expect(read).toEqual(outcomeOf(archive));
    }),
  );
});
