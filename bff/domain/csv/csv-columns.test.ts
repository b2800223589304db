import { expect, it } from 'vitest';
import { type CsvColumn, chooseColumns, csvText } from './csv-columns.ts';
import { csvLine } from './csv-line.ts';

interface Row {
  readonly name: string;
  readonly hosts: number;
}
const COLUMNS: readonly CsvColumn<Row>[] = [
  { key: 'name', heads: ['name'], cells: ({ name }) => [name] },
  { key: 'hosts', heads: ['hosts', 'half'], cells: ({ hosts }) => [hosts, hosts / 2] },
];

async function* batches(): AsyncGenerator<readonly Row[]> {
  yield [{ name: 'DMZ, east', hosts: 4 }];
  yield [{ name: '=HYPERLINK("http://x")', hosts: 2 }];
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

it('writes the columns that are asked for, in that order', async () => {
  const columns = chooseColumns(COLUMNS, 'hosts,name,hosts');
  expect(columns.ok && (await textOf(csvText(columns.value, batches())))).toBe(
    'hosts,half,name\r\n4,2,"DMZ, east"\r\n2,1,"\'=HYPERLINK(""http://x"")"\r\n',
  );
});

it('names a column that does not exist and those that do', () => {
  const columns = chooseColumns(COLUMNS, 'name,weight');
  expect(columns.ok ? [] : columns.error.map(({ message }) => message)).toEqual(['There is no column "weight". Known: name, hosts']);
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('takes %j for text, not for a formula', (text) => {
  expect(csvLine([text]).replace(/^"/, '').startsWith("'")).toBe(true);
  expect(csvLine([-1])).toBe('-1\r\n');
});
