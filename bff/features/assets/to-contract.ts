import type { Asset } from '../../contract/assets.ts';
import type { AssetView } from './asset-view-store.ts';

/** The asset as the API answers it. */
export function toContractAsset({ row, scannable, connectorName, tagIds }: AssetView): Asset {
  return {
    id: row.id,
    products: row.products,
    source: row.source,
    scannable,
    tagIds,
    createdAt: row.createdAt.toISOString(),
    ...(row.address !== null && { address: row.address }),
    ...(row.name !== null && { name: row.name }),
    ...(row.operatingSystem !== null && { operatingSystem: row.operatingSystem }),
    ...(row.businessUnitId !== null && { businessUnitId: row.businessUnitId }),
    ...(row.lastSeenAt !== null && { lastSeenAt: row.lastSeenAt.toISOString() }),
    ...(row.lastScanId !== null && { lastScanId: row.lastScanId }),
    ...(row.connectorId !== null && {
      cloud: {
        connectorId: row.connectorId,
        connectorName: connectorName ?? '',
        instanceId: row.instanceId ?? '',
        region: row.region ?? '',
        state: row.instanceState ?? '',
        tags: row.cloudTags ?? {},
      },
    }),
  };
}
