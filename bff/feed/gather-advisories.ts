import type { PackageAdvisories } from '../../agents/signatures/manifest/manifest-format.ts';
import { osvRecord } from './osv/osv-record.ts';
import { type LeftOut, toAdvisories } from './osv/to-advisories.ts';
import type { Input } from './read-inputs.ts';

/** What was read from a source: everything, or every problem with its place. */
export interface Gathered {
  readonly packages: readonly PackageAdvisories[];
  readonly records: number;
  /** How many records were of no use, by reason. */
  readonly leftOut: ReadonlyMap<LeftOut, number>;
  /** `folder/DSA-1.json: affected.0.ranges.0.type: …`. Not empty: nothing of the source may be used. */
  readonly problems: readonly string[];
}

/** A file of thousands of broken records is not told one by one. */
const MAX_PROBLEMS = 1000;

const parseRecords = (text: string): unknown[] => {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value : [value];
};

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');

/** Reads every record of a source. A file holds one record, or a list of them. */
export const gatherAdvisories = async (inputs: AsyncIterable<Input>): Promise<Gathered> => {
  const packages: PackageAdvisories[] = [];
  const leftOut = new Map<LeftOut, number>();
  const problems: string[] = [];
  let records = 0;
  const takeRecord = (value: unknown, place: string) => {
    const parsed = osvRecord.safeParse(value);
    if (!parsed.success) {
      problems.push(
        ...parsed.error.issues.map(({ path, message }) => `${place}: ${pathText(path)}${path.length > 0 ? ': ' : ''}${message}`),
      );
      return;
    }
    const read = toAdvisories(parsed.data);
    packages.push(...read.packages);
    for (const reason of read.leftOut) leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
  };
  for await (const { place, read } of inputs) {
    try {
      for (const [i, value] of parseRecords(await read()).entries()) {
        records += 1;
        takeRecord(value, i === 0 ? place : `${place}, record ${i + 1}`);
      }
    } catch (error) {
      problems.push(`${place}: ${error instanceof SyntaxError ? `is not JSON: ${error.message}` : (error as Error).message}`);
    }
    if (problems.length >= MAX_PROBLEMS) break;
  }
  return { packages, records, leftOut, problems };
};
