/** SQLSTATE of an error that PostgreSQL answered, or the system error of a connection that was lost; undefined: another error. */
export function databaseErrorCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && /^([0-9A-Z]{5}|E[A-Z]+)$/.test(code)) return code;
    if (/^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(at.message))
      return '08006';
  }
  return undefined;
}

/** Whether it came from the database: the transaction in which it happened is over. */
export const isDatabaseError = (error: unknown): boolean => databaseErrorCode(error) !== undefined;

/** Classes of SQLSTATE that say nothing of what was asked: connection, transaction rolled back, resources, operator, system. */
const PASSING = /^(08|40|53|55|57|58)/;

/** Whether the same may well work a moment later. */
export function isPassing(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return code !== undefined && (PASSING.test(code) || code.startsWith('E'));
}
