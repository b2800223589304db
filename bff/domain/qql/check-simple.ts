import { closestWord } from '../search/edit-distance.ts';
import type { QqlToken } from './catalogue.ts';
import type { Unfit } from './check-point.ts';
import type { ValueTest } from './condition.ts';
import type { SimpleValue } from './query-tree.ts';
import { wordsOf } from './text-words.ts';

/** Reads a value of a token that has no order. */
export function checkSimple(value: SimpleValue, token: QqlToken): ValueTest | Unfit {
  switch (token.kind) {
    case 'enum':
      return choice(value.text, token);
    case 'boolean':
      return flag(value.text, token);
    case 'digest':
      return digest(value.text, token);
    default:
      return text(value, token);
  }
}

function choice(written: string, { name, values = [] }: QqlToken): ValueTest | Unfit {
  const asked = written.trim().toLowerCase();
  const known = values.find((value) => value.toLowerCase() === asked);
  if (known !== undefined) return { kind: 'exact', text: known };
  const suggestion = closestWord(asked.slice(0, 80), values);
  return { message: `${name} is one of ${values.join(', ')}`, suggestion, expected: values.join(', ') };
}

function flag(written: string, { name }: QqlToken): ValueTest | Unfit {
  const asked = written.trim().toLowerCase();
  if (asked === 'true' || asked === 'false') return { kind: 'is', value: asked === 'true' };
  const suggestion = /^(y|yes|1|on|t)$/.test(asked) ? 'true' : /^(n|no|0|off|f)$/.test(asked) ? 'false' : undefined;
  return { message: `${name} is true or false`, suggestion, expected: 'true, false' };
}

function digest(written: string, { name, example }: QqlToken): ValueTest | Unfit {
  const hex = written
    .trim()
    .toLowerCase()
    .replace(/^sha256:/, '');
  if (/^[0-9a-f]{1,64}$/.test(hex)) return { kind: 'begins', text: hex };
  const expected = 'hexadecimal digits, 64 at most';
  return { message: `${name} is ${expected}, or its beginning: ${example}`, expected };
}

function text({ kind, text: written }: SimpleValue, { whole }: QqlToken): ValueTest | Unfit {
  if (kind !== 'exact' && whole?.test(written)) return { kind: 'exact', text: written.toUpperCase() };
  if (kind === 'exact') {
    return written.includes('\0') ? { message: 'No text has a zero character' } : { kind: 'exact', text: written };
  }
  const words = wordsOf(written);
  if (words.length > 0) return { kind: kind === 'phrase' ? 'phrase' : 'words', words };
  const suggestion = written === '' || written.includes('`') ? undefined : `\`${written}\``;
  return { message: 'This value has no letter or digit to look for; `exact` text may have none', suggestion, expected: 'a word' };
}
