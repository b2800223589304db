/** 5 is the worst, as in the console. */
export type Severity = 1 | 2 | 3 | 4 | 5;

/** The worst first. */
export const SEVERITIES: readonly Severity[] = [5, 4, 3, 2, 1];

const WORDS: Readonly<Record<Severity, string>> = { 5: 'critical', 4: 'high', 3: 'medium', 2: 'low', 1: 'info' };

export const SEVERITY_WORDS: readonly string[] = SEVERITIES.map((each) => WORDS[each]);

export const describeSeverity = (severity: Severity): string => WORDS[severity];

/** A word, or the figure itself; undefined where it is neither. */
export const parseSeverity = (text: string): Severity | undefined =>
  SEVERITIES.find((each) => WORDS[each] === text.toLowerCase() || String(each) === text);
