import { DrizzleQueryError } from 'drizzle-orm';

/** PostgreSQL error code `unique_violation`. */
const UNIQUE_VIOLATION = '23505';

/** Whether a statement failed because the named unique constraint or index holds such a row already. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  if (!(error instanceof DrizzleQueryError)) return false;
  const cause = error.cause as { code?: string; constraint?: string } | undefined;
  return cause?.code === UNIQUE_VIOLATION && cause.constraint === constraint;
}
