import { addressOrder } from '../../domain/assets/asset.ts';
import type { HostResult } from '../../domain/scans/host-result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import { upsertFound } from './found-host-store.ts';
import type { MembershipKeeper } from './membership.ts';

/** A host that answered, as a scan tells it: cleaned, its address canonical. */
export interface HostFound {
  readonly scanId: string;
  readonly result: HostResult;
  /** Never in the future. */
  readonly seenAt: Instant;
}

const TEXT = 255;
const PRODUCTS = 200;

/** Told of every host that answers a scan, in the transaction that stores its result: what scans find are assets. */
export function createFoundHosts({ newId, membership }: { readonly newId: () => string; readonly membership: MembershipKeeper }) {
  // Once for all hosts of a batch of reports: reading the rules for each costs more than storing it.
  const sortIntoTags = (work: Work, ids: readonly string[]) => membership.assetsChanged(work, ids);
  return async (work: Work, { scanId, result, seenAt }: HostFound): Promise<void> => {
    const { address, hostname, operatingSystem } = result;
    const changed = await upsertFound(work.tx, {
      ...{ id: newId(), address, scanId, seenAt },
      addressOrder: addressOrder(address),
      name: hostname === undefined || hostname === '' ? undefined : hostname.toLowerCase().slice(0, TEXT),
      operatingSystem: operatingSystem?.slice(0, TEXT),
      products: productsOf(result),
    });
    for (const id of changed) {
      work.atEnd(sortIntoTags, id);
      work.announce('assets', id);
    }
  };
}

/** `nginx 1.24.0`, each once, in alphabetical order: another order is no change. */
function productsOf({ services }: HostResult): string[] {
  const products = services.flatMap(({ product, version }) =>
    product === undefined ? [] : [(version === undefined ? product : `${product} ${version}`).slice(0, TEXT)],
  );
  return [...new Set(products)].sort().slice(0, PRODUCTS);
}
