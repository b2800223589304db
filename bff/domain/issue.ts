/** One problem with one field of an input. `path` is the way to the field: `["recurrence", "weekdays"]`. */
export interface Issue {
  readonly path: readonly (string | number)[];
  /** Stable kebab-case noun, for programs: `time-zone-not-supported`. */
  readonly code: string;
  /** For people: what is wrong and what would do. */
  readonly message: string;
}
