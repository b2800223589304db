import type { QueryTree, SimpleValue, Value } from './query-tree.ts';

/** Writes a query so that reading it gives the same tree: one space between parts, parentheses where they are needed. */
export function printQuery(tree: QueryTree): string {
  switch (tree.kind) {
    case 'everything':
      return '';
    case 'term':
      return `${tree.token.text}${tree.operator}${printValue(tree.value)}`;
    case 'not':
      return `not ${tree.part.kind === 'and' || tree.part.kind === 'or' ? `(${printQuery(tree.part)})` : printQuery(tree.part)}`;
    default:
      return tree.parts.map((part) => (bindsTighter(part, tree.kind) ? printQuery(part) : `(${printQuery(part)})`)).join(` ${tree.kind} `);
  }
}

const bindsTighter = ({ kind }: QueryTree, than: 'and' | 'or'): boolean =>
  kind === 'term' || kind === 'not' || (kind === 'and' && than === 'or');

function printValue(value: Value): string {
  if (value.kind === 'list') return `[${value.items.map(printSimple).join(', ')}]`;
  if (value.kind !== 'range') return printSimple(value);
  const inside = `${printSimple(value.from)} .. ${printSimple(value.to)}`;
  return value.inclusive ? `[${inside}]` : `(${inside})`;
}

function printSimple({ kind, text }: SimpleValue): string {
  if (kind === 'word') return text;
  return kind === 'exact' ? `\`${text.replace(/[\\`]/g, '\\$&')}\`` : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
