import type { Instant } from '../../domain/time/instant.ts';
import type { EntryPlace } from './read-request.ts';

/** Where the parts of a range begin, in order, and where the last one ends. */
export type Bounds = readonly Instant[];

/** What is wanted of a range. */
export interface TallyOptions {
  /** The parts to be counted. */
  readonly counted: Bounds;
  /** The parts of which the first ones are given: the same, or the range in one piece. */
  readonly given: Bounds;
  /** How many of each given part. */
  readonly most: number;
  /** Only what comes behind it. */
  readonly after?: EntryPlace | undefined;
}

/** How much each counted part holds, and the first things of each given part, in order. */
export interface Tally<T> {
  readonly totals: readonly number[];
  readonly first: readonly (readonly T[])[];
}

/** Entries are ordered by time; those of one instant by schedule, so that a page can go on behind any of them. */
export const byPlace = (a: EntryPlace, b: EntryPlace): number => a.at - b.at || (a.scheduleId < b.scheduleId ? -1 : 1);

/** Keeps the first `most` things, however many come in whatever order. */
export class FirstOnes<T extends EntryPlace> {
  readonly #most: number;
  #kept: T[] = [];
  /** Nothing later is among the first. */
  #last = Number.POSITIVE_INFINITY;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether something of that time may be among the first: only then it need be made. */
  takes(at: Instant): boolean {
    return at <= this.#last;
  }

  keep(item: T): void {
    this.#kept.push(item);
    if (this.#kept.length >= 2 * this.#most + 16) this.#cut();
  }

  inOrder(): readonly T[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    this.#kept = this.#kept.sort(byPlace).slice(0, this.#most);
    if (this.#kept.length === this.#most) this.#last = this.#kept.at(-1)!.at;
  }
}

/** Two tallies of the same parts as one. */
export function together<T extends EntryPlace>(one: Tally<T>, other: Tally<T>, most: number): Tally<T> {
  return {
    totals: one.totals.map((total, part) => total + (other.totals[part] ?? 0)),
    first: one.first.map((places, part) => [...places, ...(other.first[part] ?? [])].sort(byPlace).slice(0, most)),
  };
}
