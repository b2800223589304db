const PIECES = [
  ...['state', 'name', 'created', 'vulnerabilities.severity', 'isDrift', 'containerId', 'foo', 'and', 'or', 'not', 'AND'],
  ...[':', '=', '>', '<', '>=', '<=', '(', ')', '[', ']', ',', '..', '...', '"', "'", '`', '\\', '.', '-', ' ', '  ', '\n'],
  ...[
    'now',
    'now-24h',
    'now-2M',
    '5',
    '3',
    '2026-03-05',
    '2026-03-05T18:42:00Z',
    '1594876830694',
    'RUNNING',
    'true',
    '4f2a',
    'a',
    'ü',
    '日',
    '\0',
    '😀',
  ],
  ...['state:RUNNING', 'name:a', ' and ', ' or ', ' not ', '[now-24h ... now]', '"a b"', '`x`', '\ud800'],
] as const;

/** A text that may be a query: for a number always the same. What the language is tried with. */
export function randomText(seed: number): string {
  let state = (seed * 2_654_435_761 + 12_345) % 4_294_967_296;
  const below = (limit: number): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * limit);
  };
  let text = '';
  for (let left = 1 + below(14); left > 0; left -= 1) text += PIECES[below(PIECES.length)];
  return text;
}
