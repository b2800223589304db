import { randomBytes } from 'node:crypto';

/** Unguessable, URL-safe text. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
