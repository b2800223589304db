/** One line of a benchmark's result. */
export interface BenchRow {
  readonly what: string;
  readonly by: string;
  /** Median, with its unit. */
  readonly value: string;
  /** Against whom, and how many times faster or slower. */
  readonly ratio: string;
  readonly remark?: string;
}

/** Prints rows as a table that can be pasted into docs/benchmarks.md. */
export function printTable(rows: readonly BenchRow[]): void {
  const cells = [
    ['what', 'by', 'value', 'ratio', 'remark'],
    ...rows.map((row) => [row.what, row.by, row.value, row.ratio, row.remark ?? '']),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  const line = (texts: readonly string[]) => `| ${texts.map((text, column) => text.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = cells.map(line);
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  process.stdout.write(`${[head, rule, ...body].join('\n')}\n`);
}

/** `1.84 ms`, `0.7 µs`: three figures and a unit. */
export function formatTime(ms: number): string {
  const [value, unit] = ms >= 1000 ? [ms / 1000, 's'] : ms >= 1 ? [ms, 'ms'] : [ms * 1000, 'µs'];
  return `${Number(value.toPrecision(3))} ${unit}`;
}

/** `52 ×` */
export const formatRatio = (ratio: number): string => `${Number(ratio.toPrecision(2))} ×`;
