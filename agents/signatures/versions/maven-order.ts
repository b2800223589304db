import { compareDigits, compareText, MAX_VERSION_LENGTH, type VersionOrder } from './version-order.ts';

// The POM reference, “Version Order Specification”, as ComparableVersion of Maven 3 carries it out.
const QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const SHORT: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };
const ALIASES: Readonly<Record<string, string>> = { ga: '', final: '', release: '', cr: 'rc' };

type Item = { readonly number: string } | { readonly word: string } | { readonly list: Item[] };

const wordItem = (text: string, beforeDigit: boolean): Item => {
  const long = beforeDigit ? (SHORT[text] ?? text) : text;
  return { word: ALIASES[long] ?? long };
};

const itemOf = (text: string, beforeDigit = false): Item => {
  if (text === '') return { number: '0' };
  return /^\d/.test(text) ? { number: text } : wordItem(text, beforeDigit);
};

const isNull = (item: Item): boolean => {
  if ('number' in item) return /^0*$/.test(item.number);
  return 'word' in item ? item.word === '' : item.list.length === 0;
};

/** Takes zeros and empty qualifiers off the end of a list, and off the places before its sublists. */
const normalise = (list: Item[]): void => {
  for (let i = list.length - 1; i >= 0; i--) {
    const item = list[i];
    if (item && isNull(item)) list.splice(i, 1);
    else if (item && !('list' in item)) return;
  }
};

const isWord = (token: string | undefined): boolean => token !== undefined && /^[^\d.-]/.test(token);

/** A hyphen, a dot before letters (2.0.rc is 2-rc, MNG-7644), and a change between digits and letters, open a list in the list. */
const parse = (version: string): Item => {
  const root: Item[] = [];
  const lists = [root];
  let list = root;
  const open = () => {
    const inner: Item[] = [];
    list.push({ list: inner });
    lists.push(inner);
    list = inner;
  };
  const tokens = version.toLowerCase().match(/\d+|[^\d.-]+|[.-]/g) ?? [];
  let empty = true;
  for (const [i, token] of tokens.entries()) {
    const separates = token === '.' || token === '-';
    if (separates && empty) list.push({ number: '0' });
    if (!separates) {
      list.push(itemOf(token, /^\d/.test(tokens[i + 1] ?? '')));
      const next = tokens[i + 1];
      if (next !== undefined && next !== '.' && next !== '-') open();
    }
    if (token === '-' || (token === '.' && isWord(tokens[i + 1]))) open();
    empty = separates;
  }
  for (const each of lists.reverse()) normalise(each);
  return { list: root };
};

const rankOf = (word: string): string => {
  const index = QUALIFIERS.indexOf(word);
  return index >= 0 ? String(index) : `${QUALIFIERS.length}-${word}`;
};

const toNothing = (item: Item): number => {
  if ('number' in item) return isNull(item) ? 0 : 1;
  if ('word' in item) return compareText(rankOf(item.word), rankOf(''));
  for (const each of item.list) {
    const difference = toNothing(each);
    if (difference !== 0) return difference;
  }
  return 0;
};

const KIND = (item: Item): number => ('word' in item ? 0 : 'list' in item ? 1 : 2);

const compareLists = (a: readonly Item[], b: readonly Item[]): number => {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = compareItems(a[i], b[i]);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** A qualifier comes before a list, and that before a number: 1-sp < 1-1 < 1.1. */
const compareItems = (a: Item | undefined, b: Item | undefined): number => {
  if (a === undefined) return b === undefined ? 0 : -toNothing(b);
  if (b === undefined) return toNothing(a);
  if ('number' in a && 'number' in b) return compareDigits(a.number, b.number);
  if ('word' in a && 'word' in b) return compareText(rankOf(a.word), rankOf(b.word));
  if ('list' in a && 'list' in b) return compareLists(a.list, b.list);
  return KIND(a) - KIND(b);
};

/** Maven Central. Every text is a version there. */
export const mavenOrder: VersionOrder = {
  name: 'maven',
  isVersion: (text) => text !== '' && text.length <= MAX_VERSION_LENGTH && !/\s/.test(text),
  compare: (a, b) => compareItems(parse(a), parse(b)),
};
