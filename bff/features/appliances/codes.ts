import type { Actor } from '../../domain/identity/role.ts';
import { plus, toIso } from '../../domain/time/instant.ts';
import { hashPerscode, makePerscode, PERSCODE_LIFETIME_MS } from '../../perscode.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import { type ApplianceServiceDeps, type CodeShown, lockServing } from './serving.ts';
import * as store from './store.ts';

export function newCode({ randomBelow, secret, clock }: ApplianceServiceDeps) {
  const code = makePerscode(randomBelow);
  const expiresAt = plus(clock(), PERSCODE_LIFETIME_MS);
  return { code, expiresAt, columns: { codeHash: hashPerscode(code, secret), codeExpiresAt: new Date(expiresAt) } };
}

/** A code for an appliance that waits for its first contact, or to bind it again: the machine that is bound works on until then. */
export async function renewCode(work: Work, deps: ApplianceServiceDeps, actor: Actor | null, id: string): Promise<CodeShown> {
  const before = await lockServing(work, id, 'bound again');
  const { code, expiresAt, columns } = newCode(deps);
  await store.updateAppliance(work.tx, id, { ...columns, boundCodeHash: null });
  await work.audit({ actor, action: 'appliance.code-renewed', objectType: 'appliance', objectId: id });
  work.announce('appliances', id);
  return { id, name: before.name, personalizationCode: code, expiresAt: toIso(expiresAt) };
}

/** What was known of a machine, not of the appliance. */
const NO_MACHINE = {
  publicKey: null,
  boundCodeHash: null,
  registeredAt: null,
  lastPollAt: null,
  nextPollAt: null,
  onlineSince: null,
  bootId: null,
  hostName: null,
  addresses: [],
  capacity: null,
  versions: null,
  clockOffsetMs: null,
  clockNotedMs: null,
  clockNotedAt: null,
  network: null,
  updates: null,
};

/** Another machine is to take the place of the one that is bound, whose key is refused from now on. Scans, log and schedules stay. */
export async function replace(work: Work, deps: ApplianceServiceDeps, actor: Actor, id: string): Promise<CodeShown> {
  // Scans and slices are locked before the appliance, in the order of everybody else.
  await deps.leases.returnAll(work, id, 'The machine of the appliance was replaced');
  const before = await lockServing(work, id, 'replaced');
  await deps.commands.endAll(work, id, 'replace');
  const { code, expiresAt, columns } = newCode(deps);
  await store.updateAppliance(work.tx, id, { ...columns, ...NO_MACHINE });
  const machine = { publicKey: before.publicKey, hostName: before.hostName, addresses: before.addresses };
  await work.audit({ actor, action: 'appliance.replaced', objectType: 'appliance', objectId: id, before: machine });
  work.announce('appliances', id);
  return { id, name: before.name, personalizationCode: code, expiresAt: toIso(expiresAt) };
}
