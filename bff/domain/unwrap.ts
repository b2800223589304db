import type { Issue } from './issue.ts';
import { refuse } from './refusal.ts';
import type { Result } from './result.ts';

type Results = Readonly<Record<string, Result<unknown, readonly Issue[]>>>;
type Values<R extends Results> = { readonly [K in keyof R]: Extract<R[K], { ok: true }>['value'] };

/** The values of several readings, or a refusal with the issues of all that failed. */
export function unwrap<R extends Results>(results: R): Values<R> {
  const issues = Object.values(results).flatMap((result) => (result.ok ? [] : result.error));
  if (issues.length > 0) throw refuse.invalid(issues);
  return Object.fromEntries(Object.entries(results).map(([name, result]) => [name, result.ok ? result.value : undefined])) as Values<R>;
}
