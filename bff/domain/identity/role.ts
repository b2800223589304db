export const ROLES = ['manager', 'unit-manager', 'scanner', 'reader'] as const;
export type Role = (typeof ROLES)[number];

/** The person on whose behalf something is done. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** The one manager who owns the account-wide setup. */
  readonly primaryContact: boolean;
  readonly businessUnitId?: string | undefined;
}
