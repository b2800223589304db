/** Why a registry did not give an image. */
export type RegistryReason =
  /** No answer, a cut connection, an answer that no registry gives. */
  | 'registry-unreachable'
  /** It wants to know who asks, or does not let them. */
  | 'registry-denied'
  | 'image-not-found'
  /** It has had too many requests, and said so to the end. */
  | 'registry-busy'
  /** The image exists for other platforms. */
  | 'platform-not-found'
  /** A manifest of a form that is not read any more. */
  | 'manifest-outdated';

/** A whole sentence for people, and a word for programs. */
export class RegistryProblem extends Error {
  override readonly name = 'RegistryProblem';
  readonly reason: RegistryReason;
  /** Whether the same request may do better a little later. */
  readonly isPassing: boolean;
  readonly retryAfterMs: number | undefined;
  constructor(reason: RegistryReason, message: string, more: { cause?: unknown; isPassing?: boolean; retryAfterMs?: number } = {}) {
    super(message, { cause: more.cause });
    this.reason = reason;
    this.isPassing = more.isPassing ?? false;
    this.retryAfterMs = more.retryAfterMs;
  }
}
