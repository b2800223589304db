/** A transaction that reads one state of the database to its end, whatever happens meanwhile. */
export const SNAPSHOT = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;
