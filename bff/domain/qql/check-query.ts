import type { Instant } from '../time/instant.ts';
import { type Catalogue, findToken, nearestToken } from './catalogue.ts';
import { checkTerm, type RelativeDate } from './check-term.ts';
import type { Condition } from './condition.ts';
import { parseQuery } from './parse-query.ts';
import { problemAt, type QqlProblem } from './problem.ts';
import type { QueryTree, Term } from './query-tree.ts';

/** What a query comes to. `condition` may be run only where there are no problems. */
export interface CheckedQuery<Name extends string = string> {
  readonly condition: Condition<Name>;
  readonly problems: readonly QqlProblem[];
  /** Where `now` stands, and the instant that it is now. */
  readonly relativeDates: readonly RelativeDate[];
}

/** Reads and checks a query against the tokens of a listing. Any text is answered; all problems at once, in their order. */
export function checkQuery<Name extends string>(query: string, catalogue: Catalogue<Name>, now: Instant): CheckedQuery<Name> {
  const { tree, problems } = parseQuery(query);
  const found: QqlProblem[] = problems.map((problem) => inTermsOf(catalogue, problem, query));
  const relativeDates: RelativeDate[] = [];
  const condition = toCondition(tree, (term) => {
    const token = findToken(catalogue, term.token.text);
    if (token === undefined) {
      found.push(unknownToken(catalogue, term));
      return undefined;
    }
    const checked = checkTerm(term, token, now);
    found.push(...checked.problems);
    relativeDates.push(...checked.relativeDates);
    return checked.anyOf && { kind: 'test', token, anyOf: checked.anyOf };
  });
  return { condition: condition ?? { kind: 'everything' }, problems: inOrder(found), relativeDates };
}

// Of two at one place the second follows from the first.
const inOrder = (problems: readonly QqlProblem[]): readonly QqlProblem[] =>
  problems.toSorted((a, b) => a.start - b.start).filter(({ start }, at, all) => all[at - 1]?.start !== start);

type TermReader<Name extends string> = (term: Term) => Condition<Name> | undefined;

function toCondition<Name extends string>(tree: QueryTree, read: TermReader<Name>): Condition<Name> | undefined {
  if (tree.kind === 'everything') return tree;
  if (tree.kind === 'term') return read(tree);
  if (tree.kind === 'not') {
    const part = toCondition(tree.part, read);
    return part && { kind: 'not', part };
  }
  const parts = tree.parts.map((part) => toCondition(part, read)).filter((part) => part !== undefined);
  return { kind: tree.kind, parts };
}

function unknownToken(catalogue: Catalogue, { token }: Term): QqlProblem {
  const negated = findToken(catalogue, token.text.replace(/^[!-]|!$/, ''));
  const suggestion = negated === undefined ? nearestToken(catalogue, token.text) : `not ${negated.name}`;
  const perhaps = suggestion === undefined ? '' : ` Perhaps ${suggestion} is meant.`;
  return problemAt(token, ['token-unknown', `There is no token ${short(token.text)}.${perhaps}`], { expected: 'a token', suggestion });
}

// The parser knows no tokens: it cannot say what a lonely word may have been.
function inTermsOf(catalogue: Catalogue, problem: QqlProblem, query: string): QqlProblem {
  const written = query.slice(problem.start, problem.end);
  if (problem.code === 'token-missing') return { ...problem, suggestion: `${catalogue.plainToken}:${written}` };
  if (problem.code !== 'operator-missing') return problem;
  const token = findToken(catalogue, written);
  if (token === undefined) return { ...problem, suggestion: `${catalogue.plainToken}:${written}` };
  return { ...problem, message: `${token.name} needs an operator and a value: ${token.example}` };
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
