/** Longest line that is held, in characters. */
const MAX_LINE = 1024 * 1024;

export interface LineSink {
  readonly onLine: (line: string) => void;
  /** A line was longer than what is held; it was passed over. */
  readonly onTooLong: () => void;
}

/** Cuts text that arrives in pieces at its newlines. What follows the last newline waits for its end: a stream may stop in the middle. */
export const createLineSplitter = ({ onLine, onTooLong }: LineSink, maxLine = MAX_LINE) => {
  let rest = '';
  let isSkipping = false;
  const end = (piece: string) => {
    const line = rest + piece;
    rest = '';
    if (isSkipping) isSkipping = false;
    else if (line.length > maxLine) onTooLong();
    else if (line.trim() !== '') onLine(line);
  };
  return (text: string): void => {
    const pieces = text.split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) end(piece);
    if (isSkipping) return;
    rest += last;
    if (rest.length <= maxLine) return;
    rest = '';
    isSkipping = true;
    onTooLong();
  };
};
