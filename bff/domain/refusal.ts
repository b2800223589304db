import { NO_SCANNABLE_ASSETS } from './assets/no-scannable-assets.ts';
import type { Issue } from './issue.ts';

/** Why a use case was refused. Every one maps to one status and one problem code of the contract. */
export type RefusalReason =
  | { readonly code: 'invalid-input'; readonly issues: readonly Issue[] }
  | { readonly code: 'not-found'; readonly what: string }
  | { readonly code: 'not-permitted' }
  /** Somebody changed it in between: the newer object goes with the answer, so that nothing is lost. */
  | { readonly code: 'stale-revision'; readonly current: unknown }
  /** The person is to be asked first (seed S14). */
  | { readonly code: 'no-scannable-assets'; readonly message: string; readonly issues: readonly Issue[] }
  /** The present state does not allow it: `cannot pause a finished scan`. */
  | { readonly code: 'conflict'; readonly message: string; readonly issues?: readonly Issue[] };

/** For whoever meets it outside the API: a log, a start that failed. */
function sentenceOf(reason: RefusalReason): string {
  if ('message' in reason) return reason.message;
  if (reason.code !== 'invalid-input') return reason.code;
  return reason.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');
}

/** How a service ends a use case that cannot be carried out for an expected reason. Nothing has been changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(sentenceOf(reason));
    this.reason = reason;
  }
}

export const refuse = {
  invalid: (issues: readonly Issue[]) => new Refusal({ code: 'invalid-input', issues }),
  notFound: (what: string) => new Refusal({ code: 'not-found', what }),
  notPermitted: () => new Refusal({ code: 'not-permitted' }),
  stale: (current: unknown) => new Refusal({ code: 'stale-revision', current }),
  noScannableAssets: () =>
    new Refusal({
      code: 'no-scannable-assets',
      message: NO_SCANNABLE_ASSETS,
      issues: [{ path: ['target', 'include', 'tagIds'], code: 'no-scannable-assets', message: NO_SCANNABLE_ASSETS }],
    }),
  conflict: (message: string, issues?: readonly Issue[]) =>
    new Refusal({ code: 'conflict', message, ...(issues === undefined ? {} : { issues }) }),
};
