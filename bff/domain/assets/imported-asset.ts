import type { Issue } from '../issue.ts';
import { ok, type Result } from '../result.ts';
import { formatAddress, parseAddress } from '../scans/address.ts';
import { cleanText } from '../scans/clean-result.ts';
import { forbiddenTarget } from '../scans/forbidden-target.ts';
import { parseTargetEntry } from '../scans/target-entry.ts';

/** One record of a file, with the line on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** An asset as a file tells it. At least one of address and name. */
export interface AssetLine {
  readonly line: number;
  /** Canonical. */
  readonly address?: string | undefined;
  /** Lower case. */
  readonly name?: string | undefined;
  readonly operatingSystem?: string | undefined;
  /** Names, each once. */
  readonly tags: readonly string[];
}

/** The most records of one file. */
export const IMPORT_LINES = 50_000;
const TAG_NAME = 100;
const TEXT = 255;

/** The columns that a file may have, by the heads that people give them. */
const COLUMNS = {
  address: ['address', 'ip', 'ip address', 'ipaddress'],
  name: ['name', 'hostname', 'host name', 'host', 'dns', 'fqdn'],
  operatingSystem: ['operatingsystem', 'operating system', 'os'],
  tags: ['tags', 'tag'],
} as const;
type Column = keyof typeof COLUMNS;

/** Which column stands where, and the heads that mean nothing here. */
export interface AssetColumns {
  readonly places: Readonly<Partial<Record<Column, number>>>;
  readonly ignored: readonly string[];
}

/** Reads the first record of a file. */
export function readColumns(head: CsvRecord | undefined): Result<AssetColumns, readonly Issue[]> {
  const places: Partial<Record<Column, number>> = {};
  const ignored: string[] = [];
  const issues: Issue[] = [];
  for (const [place, text] of (head?.cells ?? []).entries()) {
    const column = (Object.keys(COLUMNS) as Column[]).find((one) => COLUMNS[one].some((name) => name === text.trim().toLowerCase()));
    if (column === undefined) ignored.push(cleanText(text.trim()).slice(0, 100));
    else if (places[column] !== undefined)
      issues.push(at(head!.line, 'csv-column-twice', `There are two columns for ${column}: leave one.`));
    else places[column] = place;
  }
  if (places.address === undefined && places.name === undefined) {
    const message = 'The first line names the columns, and needs address or name among them: address,name,operatingSystem,tags would do.';
    issues.push(at(head?.line ?? 1, 'csv-columns', message));
  }
  return issues.length > 0 ? { ok: false, error: issues } : ok({ places, ignored });
}

/** What a file says of its assets, gathered line by line. All bad lines are told; the good ones are worth nothing when there are any. */
export interface AssetLines {
  readonly assets: readonly AssetLine[];
  readonly issues: readonly Issue[];
  /** Reads the next record. `enough`: no more of them will be read. */
  readonly take: (record: CsvRecord) => 'more' | 'enough';
}

/** Reads the records after the first. */
export function createAssetLines(columns: AssetColumns): AssetLines {
  const assets: AssetLine[] = [];
  const issues: Issue[] = [];
  const seen = new Map<string, number>();
  let records = 0;
  const take: AssetLines['take'] = (record) => {
    records++;
    if (records > IMPORT_LINES) {
      issues.unshift({ path: ['csv'], code: 'csv-too-many-lines', message: TOO_MANY_LINES });
      return 'enough';
    }
    const { asset, problems } = readLine(columns, record);
    issues.push(...problems);
    const key = asset.address ?? asset.name;
    const first = key === undefined ? undefined : seen.get(key);
    if (first !== undefined) issues.push(at(record.line, 'csv-line-twice', `${key} stands on line ${first} already: leave one.`));
    else if (key !== undefined) seen.set(key, record.line);
    if (problems.length === 0) assets.push(asset);
    return 'more';
  };
  return { assets, issues, take };
}

const TOO_MANY_LINES = 'The file has more than 50,000 lines, the most of one import. Import it in parts.';

function readLine({ places }: AssetColumns, { line, cells }: CsvRecord): { asset: AssetLine; problems: Issue[] } {
  const cell = (column: Column) => {
    const place = places[column];
    return place === undefined ? '' : cleanText(cells[place] ?? '').trim();
  };
  const address = cell('address') === '' ? undefined : readAddress(cell('address'));
  const name = cell('name') === '' ? undefined : readName(cell('name'));
  const tags = [
    ...new Map(
      cell('tags')
        .split(';')
        .map((one) => [one.trim().toLowerCase(), one.trim()] as const),
    ).values(),
  ].filter(Boolean);
  const problems: Issue[] = [];
  if (address === undefined && name === undefined) problems.push(at(line, 'csv-line-empty', 'It has neither an address nor a name.'));
  for (const read of [address, name]) if (read?.ok === false) problems.push(at(line, 'csv-line', read.error));
  if (cell('operatingSystem').length > TEXT) problems.push(at(line, 'csv-line', `The operating system is longer than ${TEXT} characters.`));
  for (const one of tags)
    if (one.length > TAG_NAME)
      problems.push(at(line, 'csv-line', `“${one.slice(0, 40)}…” is longer than the ${TAG_NAME} characters of a tag.`));
  const operatingSystem = cell('operatingSystem') === '' ? undefined : cell('operatingSystem');
  const asset = { line, address: readValue(address), name: readValue(name), operatingSystem, tags };
  return { asset, problems };
}

const readValue = (read: Result<string, string> | undefined): string | undefined => (read?.ok === true ? read.value : undefined);

function readAddress(text: string): Result<string, string> {
  const parsed = parseAddress(text);
  const shown = `“${text.slice(0, 60)}”`;
  if (!parsed.ok) return { ok: false, error: `${shown} is not an address: one address a line would do, such as 10.0.0.1.` };
  const { family, value } = parsed.value;
  const forbidden = forbiddenTarget({ family, first: value, last: value });
  return forbidden === undefined ? ok(formatAddress(parsed.value)) : { ok: false, error: forbidden };
}

function readName(text: string): Result<string, string> {
  const parsed = parseTargetEntry(text);
  if (parsed.ok && parsed.value.kind === 'name') return ok(parsed.value.name);
  return { ok: false, error: `“${text.slice(0, 60)}” is not a host name: web-1.corp.example would do.` };
}

const at = (line: number, code: string, message: string): Issue => ({ path: ['csv', line], code, message: `Line ${line}: ${message}` });
