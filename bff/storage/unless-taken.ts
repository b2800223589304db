import type { Transaction } from './database.ts';
import { isUniqueViolation } from './unique-violation.ts';

/** Runs a statement; when the named unique index refuses it, the transaction stays usable and the answer is `taken`. */
export async function unlessTaken(
  tx: Transaction,
  index: string,
  statement: (inner: Transaction) => Promise<unknown>,
): Promise<'saved' | 'taken'> {
  try {
    await tx.transaction(statement);
    return 'saved';
  } catch (error) {
    if (isUniqueViolation(error, index)) return 'taken';
    throw error;
  }
}
