import type { KeyObject } from 'node:crypto';
import { toPublicKeyHex } from '../../../agents/signing/new-signing-key.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { SealedBox } from '../../http/sealed-box.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { toPem } from './key-file.ts';
import { lockKeys, type RoleKey, type RoleName, replaceKey } from './key-store.ts';
import { rotateKeys } from './rotate-keys.ts';

export interface RootKeyDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly box: SealedBox;
}

export interface RotateOrder {
  readonly roles: readonly RoleName[];
  /** The private key of the root, where it is kept elsewhere. */
  readonly rootKey: KeyObject | undefined;
  /** Keeps a new one elsewhere too. */
  readonly keepRoot: ((pem: string) => Promise<void>) | undefined;
}

/** What the operator does with the keys of the repository, beside the server. Sentences are thrown where it cannot be done. */
export function createRootKey({ uow, clock, box }: RootKeyDeps) {
  const withKeys = <T>(act: (work: Work, keys: ReadonlyMap<RoleName, RoleKey>, root: RoleKey) => Promise<T>): Promise<T> =>
    uow(async (work) => {
      const keys = await lockKeys(work.tx, box);
      return act(work, keys, keys.get('root')!);
    });
  const note = async (work: Work, action: string, after: object = {}) => {
    await work.audit({ actor: null, action, objectType: 'repository', objectId: 'root', after });
    work.announce('rollouts', '*');
  };
  return {
    /** PEM of the private key. */
    take: () =>
      withKeys(async (work, _keys, { privateKey }) => {
        if (privateKey === undefined) throw new Error('the key of the root is not kept on this server: it was removed before');
        await note(work, 'root-key.exported');
        return privateKey;
      }),
    /** Keeps it elsewhere alone. `proof`: the key, as it is kept there. */
    remove: (proof: KeyObject) =>
      withKeys(async (work, _keys, root) => {
        mustBeRoot(proof, root);
        await replaceKey(work.tx, box, { ...root, privateKey: undefined });
        await note(work, 'root-key.removed');
      }),
    /** Keeps it on the server again. */
    putBack: (key: KeyObject) =>
      withKeys(async (work, _keys, root) => {
        mustBeRoot(key, root);
        await replaceKey(work.tx, box, { ...root, privateKey: toPem(key) });
        await note(work, 'root-key.imported');
      }),
    /** Signs the next root. Gives its version. */
    rotate: ({ roles, rootKey, keepRoot }: RotateOrder) =>
      withKeys(async (work, keys, root) => {
        if (rootKey !== undefined) mustBeRoot(rootKey, root);
        const privateKey = rootKey === undefined ? root.privateKey : toPem(rootKey);
        if (privateKey === undefined) throw new Error('the key of the root is kept elsewhere: name its file with --key FILE');
        const isElsewhere = root.privateKey === undefined;
        if (isElsewhere && roles.includes('root') && keepRoot === undefined)
          throw new Error('the key of the root is kept elsewhere: say with --out FILE where the new one goes');
        const signer = { ...root, privateKey };
        const order = { tx: work.tx, box, keys, now: clock(), signer, roles, keepRoot };
        const version = await rotateKeys(order);
        await note(work, 'root.signed', { version, rotated: roles });
        return version;
      }),
  };
}

function mustBeRoot(key: KeyObject, { publicKey }: RoleKey): void {
  if (key.asymmetricKeyType !== 'ed25519' || toPublicKeyHex(key) !== publicKey)
    throw new Error('that file holds another key than the one of the root');
}
