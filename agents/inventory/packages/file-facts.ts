import type { InventoryNote, PackageType } from '../image-inventory.ts';

/** A package as a file tells of it; its ecosystem is known when the distribution is. */
export interface FoundPackage {
  readonly type: PackageType;
  readonly name: string;
  readonly version: string;
  readonly source?: { readonly name: string; readonly version: string };
  /** Of a distribution's package. */
  readonly architecture?: string;
  /** Where it lies inside the file: `BOOT-INF/lib/x.jar` of a jar. */
  readonly within?: string;
}

/** os-release(5). */
export interface OsRelease {
  readonly id: string;
  readonly version?: string;
  readonly name: string;
}

/** What one file says of the software in the image. */
export interface FileFacts {
  readonly packages: readonly FoundPackage[];
  readonly os?: OsRelease;
  readonly notes?: readonly Omit<InventoryNote, 'path' | 'layer'>[];
}
