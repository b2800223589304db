import type { Lexeme } from './lexer.ts';
import { type ProblemHints, problemAt, type QqlProblem, type Span } from './problem.ts';

/** The lexemes of a query, as the parser walks over them. */
export interface Reading {
  readonly query: string;
  readonly problems: readonly QqlProblem[];
  /** The lexeme that comes, or one further on. At the end: the end. */
  readonly peek: (ahead?: number) => Lexeme;
  /** The one that was taken last. */
  readonly before: () => Lexeme | undefined;
  readonly take: () => Lexeme;
  readonly problem: (place: Span, what: readonly [code: string, message: string], hints?: ProblemHints) => void;
  /** Over all up to the next `and`, `or`, or the parenthesis that closes what is open here. */
  readonly skip: () => void;
  /** To the end: nothing after it is read. */
  readonly end: () => void;
}

export function startReading(query: string, lexemes: readonly Lexeme[]): Reading {
  const problems: QqlProblem[] = [];
  const last = lexemes.length - 1;
  let at = 0;
  const peek = (ahead = 0) => lexemes[Math.min(at + ahead, last)]!;
  return {
    ...{ query, problems, peek },
    before: () => lexemes[at - 1],
    take: () => {
      const taken = peek();
      at = Math.min(at + 1, last);
      return taken;
    },
    problem: (place, what, hints) => problems.push(problemAt(place, what, hints)),
    skip: () => {
      for (let depth = 0; at < last; at += 1) {
        const { kind } = peek();
        if (depth === 0 && (kind === 'and' || kind === 'or' || kind === 'close')) return;
        if (kind === 'open') depth += 1;
        if (kind === 'close') depth -= 1;
      }
    },
    end: () => {
      at = last;
    },
  };
}
