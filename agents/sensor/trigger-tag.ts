/** Given to an image whose only tag is the trigger tag: the engine would delete the image together with its last tag. */
export const SCANNED_REPOSITORY = 'watchbill_scanned';

/** Podman writes a short name in full, and puts what was built before `localhost/`. */
const IMPLIED = /^(?:docker\.io\/library|localhost)\//;
const TAG = /^(.+):([0-9a-f]{64})$/;

const parseMark = (reference: string, repository: string): string | undefined => {
  const [, name = '', hex] = TAG.exec(reference) ?? [];
  return name === repository || name.replace(IMPLIED, '') === repository ? hex : undefined;
};

/** What the names of an image say about it (seed 003: `qualys_scan_target:<image-sha>`). */
export interface Marks {
  /** Trigger tags that name this very image. */
  readonly triggers: readonly string[];
  /** Trigger tags that name another image: they ask for nothing. */
  readonly misplaced: readonly string[];
  /** All other tags, without those that this sensor gave. */
  readonly names: readonly string[];
  readonly isMarkedScanned: boolean;
}

export const readMarks = (imageId: string, tags: readonly string[], prefix: string): Marks => {
  const own = imageId.slice('sha256:'.length);
  const hexOf = (tag: string) => parseMark(tag, prefix);
  const isScannedMark = (tag: string) => parseMark(tag, SCANNED_REPOSITORY) !== undefined;
  return {
    triggers: tags.filter((tag) => hexOf(tag) === own),
    misplaced: tags.filter((tag) => ![own, undefined].includes(hexOf(tag))),
    names: tags.filter((tag) => hexOf(tag) === undefined && !isScannedMark(tag)),
    isMarkedScanned: tags.some(isScannedMark),
  };
};
