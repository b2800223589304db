/** One target as it was written, and the line on which it stands, counted from 1. */
export interface TargetLine {
  readonly text: string;
  readonly line: number;
}

/** One entry a line; commas, semicolons and spaces separate as well, because lists are pasted from elsewhere. A range may have spaces around its hyphen. */
export const splitTargets = (text: string): TargetLine[] =>
  text.split('\n').flatMap((line, index) =>
    line
      .replaceAll(/\s+-\s*|-\s+/g, '-')
      .split(/[\s,;]+/)
      .filter((part) => part !== '')
      .map((part) => ({ text: part, line: index + 1 })),
  );

export const targetTexts = (text: string): string[] => splitTargets(text).map((entry) => entry.text);

/** What is said of the nth entry names its line, and the entry where the message does not. */
export function atLine(text: string, index: number, message: string): string {
  const entry = splitTargets(text)[index];
  if (entry === undefined) return message;
  return message.includes(entry.text) ? `Line ${entry.line}: ${message}` : `Line ${entry.line}, ${entry.text}: ${message}`;
}

const LINES_SHOWN = 5;

/** Many messages at one field, a line each: the first five, and how many more. */
export function firstOf(messages: readonly string[]): string {
  const more = messages.length - LINES_SHOWN;
  return [...messages.slice(0, LINES_SHOWN), ...(more > 0 ? [`And ${more} more.`] : [])].join('\n');
}
