/** Unsaved work of a person on this device: survives reload and sign-out. */
export interface Draft {
  /** Milliseconds since 1970. */
  readonly keptAtMs: number;
  readonly values: unknown;
}

const PREFIX = 'watchbill-draft:';

const storage = (): Storage | undefined => {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
};

export function keepDraft(key: string, values: unknown, keptAtMs: number): void {
  try {
    storage()?.setItem(PREFIX + key, JSON.stringify({ keptAtMs, values } satisfies Draft));
  } catch {
    // A full or forbidden storage: the guard still asks before the page is left.
  }
}

export function readDraft(key: string): Draft | undefined {
  const text = storage()?.getItem(PREFIX + key);
  if (text === null || text === undefined) return undefined;
  try {
    const draft: unknown = JSON.parse(text);
    if (typeof draft !== 'object' || draft === null || !('values' in draft) || !('keptAtMs' in draft)) return undefined;
    return typeof draft.keptAtMs === 'number' ? { keptAtMs: draft.keptAtMs, values: draft.values } : undefined;
  } catch {
    return undefined;
  }
}

export const dropDraft = (key: string): void => storage()?.removeItem(PREFIX + key);

/** Whether anything unsaved is kept on this device. */
export const hasDrafts = (): boolean => Object.keys(storage() ?? {}).some((key) => key.startsWith(PREFIX));
