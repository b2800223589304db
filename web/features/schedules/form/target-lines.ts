/** One target as it was written, and the line on which it stands, counted from 1. */
export interface TargetLine {
  readonly text: string;
  readonly line: number;
}

/** One entry a line; commas and semicolons separate as well, because lists are pasted from elsewhere. */
export const splitTargets = (text: string): TargetLine[] =>
  text.split('\n').flatMap((line, index) =>
    line
      .split(/[,;]/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => ({ text: part, line: index + 1 })),
  );
