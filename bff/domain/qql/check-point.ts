import type { Instant } from '../time/instant.ts';
import type { QqlToken } from './catalogue.ts';
import { isPeriod, readDate } from './date-value.ts';

/** What a number or a date stands for: `from` inclusive, `until` exclusive. */
export interface Point {
  readonly from: number;
  readonly until: number;
  readonly relative: boolean;
}

/** Why a value does not fit, and what may be meant. */
export interface Unfit {
  readonly message: string;
  readonly suggestion?: string | undefined;
  readonly expected?: string | undefined;
}

/** Whether the values of a token have an order, so that they may be compared and lie in ranges. */
export const isComparable = ({ kind }: QqlToken): boolean => kind === 'number' || kind === 'date';

const BYTES: Readonly<Record<string, number>> = { '': 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** Reads a value of a number or a date. */
export function checkPoint(text: string, token: QqlToken, now: Instant): Point | Unfit {
  if (/^.+\.\.+.+$/.test(text)) return { message: 'A range stands in brackets', suggestion: `[${text.replace(/\.{2,}/, ' .. ')}]` };
  if (token.kind === 'date') {
    const read = readDate(text, now);
    return isPeriod(read) ? read : { ...read, expected: 'a date' };
  }
  const number = readNumber(text, token);
  if (typeof number !== 'number') return number;
  const { name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = token;
  if (number >= min && number <= max) return { from: number, until: number + 1, relative: false };
  const bounds = token.max === undefined ? `${min} or more` : `${min} to ${max}`;
  return { message: `${name} is ${bounds}`, suggestion: String(number < min ? min : max), expected: bounds };
}

function readNumber(text: string, { name, unit, example }: QqlToken): number | Unfit {
  const [, figures, decimals = '', letters = ''] = /^(-?\d{1,15})(\.\d{1,6})?([a-z]{0,2})$/i.exec(text) ?? [];
  const factor = unit === 'bytes' ? BYTES[letters.toUpperCase()] : letters === '' ? 1 : undefined;
  const expected = unit === 'bytes' ? 'a number of bytes, 500MB' : 'a whole number';
  if (figures === undefined || factor === undefined) return { message: `${name} is ${expected}: ${example}`, expected };
  const value = Number(figures + decimals) * factor;
  if (Number.isSafeInteger(value)) return value;
  const suggestion = Math.abs(value) < Number.MAX_SAFE_INTEGER ? String(Math.round(value)) : undefined;
  return { message: `${name} is ${expected}`, suggestion, expected };
}
