/** Something wrong with a query, and where. */
export interface QqlProblem {
  /** Stable kebab-case noun, for programs: `token-unknown`. */
  readonly code: string;
  /** For people: what is wrong and what would do. */
  readonly message: string;
  /** Offset of the first character that is wrong. */
  readonly start: number;
  /** Offset behind the last one. Equal to `start` where something is missing. */
  readonly end: number;
  /** What may stand here. */
  readonly expected?: string;
  /** Text to put in place of what stands from `start` to `end`. */
  readonly suggestion?: string;
}

/** A stretch of the query: `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What may be said of a problem beside its code and its message. */
export interface ProblemHints {
  readonly expected?: string | undefined;
  readonly suggestion?: string | undefined;
}

export const problemAt = ({ start, end }: Span, [code, message]: readonly [string, string], hints: ProblemHints = {}): QqlProblem => ({
  ...{ code, message, start, end },
  ...(hints.expected === undefined ? {} : { expected: hints.expected }),
  ...(hints.suggestion === undefined ? {} : { suggestion: hints.suggestion }),
});
