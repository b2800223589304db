import type { AssetLine } from './imported-asset.ts';

/** An asset that is there already, as far as an import must know it. */
export interface KnownAsset {
  readonly id: string;
  readonly businessUnitId: string | undefined;
  readonly name: string | undefined;
  readonly operatingSystem: string | undefined;
  /** The names of all its tags, in lower case. */
  readonly tags: ReadonlySet<string>;
}

/** What a line of a file changes in an asset. `before` is absent where nothing was known. */
export interface FieldChange {
  readonly field: 'name' | 'operatingSystem';
  readonly before: string | undefined;
  readonly after: string;
}

/** A line of a file, and what it does. */
export interface PlannedLine {
  readonly asset: AssetLine;
  /** Absent: the asset is new. */
  readonly known: KnownAsset | undefined;
  /** Of a known asset. */
  readonly changes: readonly FieldChange[];
  /** Tags that the asset does not carry yet, as the line writes them. */
  readonly newTags: readonly string[];
}

/** By what an asset of a file is known: its address, else its name. */
export const keyOf = ({ address, name }: Pick<AssetLine, 'address' | 'name'>): string => address ?? name ?? '';

/** What is imported wins over what was known; what the file leaves empty stays. */
export const planImport = (assets: readonly AssetLine[], known: ReadonlyMap<string, KnownAsset>): PlannedLine[] =>
  assets.map((asset) => planLine(asset, known.get(keyOf(asset))));

function planLine(asset: AssetLine, known: KnownAsset | undefined): PlannedLine {
  const newTags = asset.tags.filter((tag) => known?.tags.has(tag.toLowerCase()) !== true);
  const changes = known === undefined ? [] : (['name', 'operatingSystem'] as const).flatMap((field) => changeOf(field, known, asset));
  return { asset, known, changes, newTags };
}

function changeOf(field: FieldChange['field'], known: KnownAsset, asset: AssetLine): FieldChange[] {
  const [before, after] = [known[field], asset[field]];
  return after === undefined || after === before ? [] : [{ field, before, after }];
}

/** `same`: importing the line changes nothing. */
export function effectOf({ known, changes, newTags }: PlannedLine): 'created' | 'updated' | 'same' {
  if (known === undefined) return 'created';
  return changes.length > 0 || newTags.length > 0 ? 'updated' : 'same';
}
