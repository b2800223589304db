import { hash, verify } from '@node-rs/argon2';

/** Stores what proves a password, never the password. */
export interface Passwords {
  readonly hash: (password: string) => Promise<string>;
  readonly verify: (hash: string, password: string) => Promise<boolean>;
}

// OWASP password storage: argon2id with 19 MiB, two passes, one lane. argon2id is this library's default algorithm.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const argon2Passwords: Passwords = {
  hash: (password) => hash(password, COST),
  verify: (stored, password) => verify(stored, password),
};
