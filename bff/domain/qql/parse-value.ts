import type { Lexeme, LexemeKind } from './lexer.ts';
import type { ListValue, RangeValue, SimpleValue, Value } from './query-tree.ts';
import type { Reading } from './reading.ts';

/** The value behind an operator; `head` is what stands before it, for the message. Nothing where it cannot be read: that has been told. */
export function parseValue(reading: Reading, head: string): Value | undefined {
  const first = reading.peek();
  if (first.kind === 'open-list' || first.kind === 'open') return readBrackets(reading);
  if (isSimple(first.kind)) return readSimple(reading);
  const place = first.kind === 'comma' || first.kind === 'close-list' ? first : { start: first.start, end: first.start };
  reading.problem(place, ['value-missing', `A value is missing after ${head}`], {
    expected: 'a word, "a phrase", `exact`, [a, b], [x .. y]',
  });
  reading.skip();
  return undefined;
}

const isSimple = (kind: LexemeKind): boolean => kind === 'word' || kind === 'phrase' || kind === 'exact' || kind === 'unclosed';

function readSimple(reading: Reading): SimpleValue | undefined {
  const { kind, text, start, end } = reading.take();
  if (kind === 'unclosed') {
    const quote = reading.query[start]!;
    const suggestion = `${reading.query.slice(start, end)}${quote}`;
    reading.problem({ start, end }, ['quote-open', 'A quotation mark is opened and not closed'], { suggestion });
    return undefined;
  }
  return { kind: kind as SimpleValue['kind'], text, start, end };
}

function readBrackets(reading: Reading): ListValue | RangeValue | undefined {
  const open = reading.take();
  const first = readItem(reading, open);
  if (first === undefined) return undefined;
  if (reading.peek().kind === 'dots') return readRange(reading, open, first);
  return readList(reading, open, first);
}

function readRange(reading: Reading, open: Lexeme, from: SimpleValue): RangeValue | undefined {
  reading.take();
  const to = readItem(reading, open);
  if (to === undefined) return undefined;
  const inclusive = open.kind === 'open-list';
  const close = reading.peek();
  if (close.kind === (inclusive ? 'close-list' : 'close')) {
    reading.take();
    return { kind: 'range', from, to, inclusive, start: open.start, end: close.end };
  }
  const bracket = inclusive ? ']' : ')';
  if (close.kind === 'close' || close.kind === 'close-list') {
    const message = `A range that begins with ${open.text} ends with ${bracket}: [x .. y] with its ends, (x .. y) without them`;
    reading.problem(reading.take(), ['bracket-mixed', message], { suggestion: bracket });
  } else failInside(reading, `A range has two ends and then ${bracket}`, bracket);
  return undefined;
}

function readList(reading: Reading, open: Lexeme, first: SimpleValue): ListValue | undefined {
  const items = [first];
  while (reading.peek().kind === 'comma') {
    reading.take();
    const item = readItem(reading, open);
    if (item === undefined) return undefined;
    items.push(item);
  }
  const close = reading.peek();
  if (open.kind === 'open-list' && close.kind === 'close-list') {
    reading.take();
    return { kind: 'list', items, start: open.start, end: close.end };
  }
  if (open.kind === 'open' && close.kind === 'close') {
    reading.take();
    const place = { start: open.start, end: close.end };
    const suggestion = `[${reading.query.slice(open.end, close.start)}]`;
    reading.problem(place, ['bracket-mixed', 'Any of several values stand in square brackets: [a, b]'], { suggestion });
    return undefined;
  }
  failInside(reading, 'Between two values stands a comma for any of them, or .. for a range', open.kind === 'open' ? '..' : '.. , ]');
  return undefined;
}

function readItem(reading: Reading, open: Lexeme): SimpleValue | undefined {
  if (isSimple(reading.peek().kind)) {
    const item = readSimple(reading);
    if (item === undefined) skipBrackets(reading);
    return item;
  }
  const after = reading.before() === open ? open.text : reading.before()!.text;
  failInside(reading, `A value is missing after ${after}`, 'a value');
  return undefined;
}

// At the lexeme that does not fit: `now -24h` is the usual one.
function failInside(reading: Reading, message: string, expected: string): void {
  const found = reading.peek();
  const before = reading.before();
  const [, minus, rest] = /^(-)(.*)$/.exec(found.text) ?? [];
  if (found.kind === 'word' && minus !== undefined && /^now$/i.test(before?.text ?? '')) {
    reading.take();
    const amount = rest === '' ? reading.take() : found;
    const suggestion = `${before!.text}-${rest === '' ? amount.text : rest}`;
    reading.problem({ start: before!.start, end: amount.end }, ['space-extra', `Write it without a space: ${suggestion}`], { suggestion });
  } else if (found.kind === 'end') {
    reading.problem(found, ['bracket-open', 'The brackets of the value are not closed'], { expected });
  } else reading.problem(found, ['brackets-unreadable', message], { expected });
  skipBrackets(reading);
}

// Behind the bracket that ends the value: all up to it belongs to it.
function skipBrackets(reading: Reading): void {
  while (!['close', 'close-list', 'end'].includes(reading.peek().kind)) reading.take();
  if (reading.peek().kind !== 'end') reading.take();
}
