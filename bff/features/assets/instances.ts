import { addressOrder, TERMINATED } from '../../domain/assets/asset.ts';
import type { CloudInstance } from '../../domain/connectors/cloud-instance.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import { endOthers, type InstanceAsset, upsertInstances } from './instance-store.ts';
import { ANY_ASSET, type MembershipKeeper } from './membership.ts';

/** All that a connector was told by its cloud. */
export interface ToldInstances {
  readonly connectorId: string;
  readonly addressKind: 'private' | 'public';
  readonly instances: readonly CloudInstance[];
  readonly at: Instant;
}

/** Instances written in one statement. */
const BATCH = 5000;

/** Makes what a cloud tells the instances of its connector, with their tags and units; answers how many assets changed. */
export function createInstances({ newId, membership }: { readonly newId: () => string; readonly membership: MembershipKeeper }) {
  return async (work: Work, { connectorId, addressKind, instances, at }: ToldInstances): Promise<number> => {
    // Pages may overlap when the cloud changes between them: the last word counts.
    const told = [...new Map(instances.map((one) => [one.instanceId, toAsset(newId(), one, addressKind)])).values()];
    const ids = told.map(({ instanceId }) => instanceId);
    const changed = [...(await endOthers(work.tx, connectorId, ids))];
    for (let from = 0; from < told.length; from += BATCH) {
      changed.push(...(await upsertInstances(work.tx, told.slice(from, from + BATCH), { connectorId, at })));
    }
    await membership.assetsChanged(work, changed);
    if (changed.length > 0) work.announce('assets', ANY_ASSET);
    return changed.length;
  };
}

function toAsset(id: string, instance: CloudInstance, addressKind: 'private' | 'public'): InstanceAsset {
  const { instanceId, region, state, name, tags, privateAddress, publicAddress } = instance;
  const wanted = addressKind === 'private' ? privateAddress : publicAddress;
  // What is terminated has given its address back.
  const address = state === TERMINATED ? undefined : wanted;
  return { id, instanceId, region, state, name, tags, address, addressOrder: address === undefined ? undefined : addressOrder(address) };
}
