import { type SQL, sql } from 'drizzle-orm';
import type { ValueTest } from '../../domain/qql/condition.ts';
import type { tables } from '../database.ts';
import { anyOf, type ColumnOf, either } from './value-test.ts';

/** Makes the tests of one token into a condition over a row of the list. */
export type Field = (tests: readonly ValueTest[]) => SQL;

export const field =
  (type: ColumnOf['type'], value: ColumnOf['value'], prefix = ''): Field =>
  (tests) =>
    anyOf(tests, { value, type, prefix });

type Counted = typeof tables.image | typeof tables.container;

const countsOf = (row: Counted) => [row.severity1Count, row.severity2Count, row.severity3Count, row.severity4Count, row.severity5Count];

/** What is read of the columns that images and containers share: no table is joined for it. */
export function scanFields(row: Counted) {
  const counts = countsOf(row);
  const findings = sql`(${sql.join(counts, sql` + `)})`;
  const count =
    (severity: number): Field =>
    (tests) =>
      sql`(${row.lastVmScanDate} is not null and ${anyOf(tests, { value: counts[severity - 1]!, type: 'integer' })})`;
  return {
    lastVmScanDate: field('instant', row.lastVmScanDate),
    scanState: field('text', row.scanState),
    trigger: field('text', row.scanTrigger),
    'vulnerabilities.severity': (tests) => either(counts.filter((_, at) => isAsked(tests, at + 1)).map((counted) => sql`${counted} > 0`)),
    'vulnerabilities.isFixable': (tests) =>
      either(tests.flatMap((test) => (test.kind === 'is' ? [isFixable(row, findings, test.value)] : []))),
    'vulnerabilities.severity1Count': count(1),
    'vulnerabilities.severity2Count': count(2),
    'vulnerabilities.severity3Count': count(3),
    'vulnerabilities.severity4Count': count(4),
    'vulnerabilities.severity5Count': count(5),
  } satisfies Readonly<Record<string, Field>>;
}

const isFixable = (row: Counted, findings: SQL, value: boolean): SQL =>
  value ? sql`${row.fixableCount} > 0` : sql`${findings} > ${row.fixableCount}`;

const isAsked = (tests: readonly ValueTest[], severity: number): boolean =>
  tests.some((test) => test.kind === 'between' && severity >= (test.from ?? severity) && severity < (test.until ?? severity + 1));

type Findings = typeof tables.imageFinding | typeof tables.containerFinding;

/** What the findings are asked about: conditions over a row of one of their tables. */
export const findingFields = {
  'vulnerabilities.cveIds': ({ cves }, tests) => {
    const exact = tests.flatMap((test) => (test.kind === 'exact' ? [test.text] : []));
    const others = tests.filter(({ kind }) => kind !== 'exact');
    const whole = exact.length === 0 ? [] : [sql`${cves} && ${sql.param(exact)}::text[]`];
    if (others.length === 0) return either(whole);
    const value = sql.raw('cve');
    return either([...whole, sql`exists (select 1 from unnest(${cves}) cve where ${anyOf(others, { value, type: 'text' })})`]);
  },
  'vulnerabilities.package': (row, tests) => anyOf(tests, { value: row.package, type: 'text' }),
  'vulnerabilities.title': (row, tests) => anyOf(tests, { value: row.title, type: 'text' }),
  'vulnerabilities.advisoryId': (row, tests) => anyOf(tests, { value: row.advisoryId, type: 'text' }),
} satisfies Readonly<Record<string, (row: Findings, tests: readonly ValueTest[]) => SQL>>;

type FindingToken = keyof typeof findingFields;

/** A field for each token of the findings. */
export const eachFindingField = (
  make: (matches: (row: Findings, tests: readonly ValueTest[]) => SQL) => Field,
): Record<FindingToken, Field> => ({
  'vulnerabilities.cveIds': make(findingFields['vulnerabilities.cveIds']),
  'vulnerabilities.package': make(findingFields['vulnerabilities.package']),
  'vulnerabilities.title': make(findingFields['vulnerabilities.title']),
  'vulnerabilities.advisoryId': make(findingFields['vulnerabilities.advisoryId']),
});
