import type { Asset } from '../../contract/assets.ts';
import type { ListInput } from '../../contract/page.ts';
import { isWithinReach, type Reach, reachOf } from '../../domain/assets/reach.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { AddressRange } from '../../domain/scans/address-range.ts';
import { parseTargetEntry } from '../../domain/scans/target-entry.ts';
import { parseListFilter } from '../../domain/search/list-filter.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import { readPageRequest } from '../../storage/keyset-page.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { deleteAsset, lockAsset } from './asset-store.ts';
import { ASSET_SORTS, ASSET_TERMS, type AssetRow, listAssets, viewAsset } from './asset-view-store.ts';
import { createImport } from './import-service.ts';
import type { MembershipKeeper } from './membership.ts';
import { holdRules, replaceAssigned } from './membership-store.ts';
import { holdTags } from './tag-store.ts';
import { toContractAsset } from './to-contract.ts';

export interface AssetsDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly membership: MembershipKeeper;
}

/** What people do with assets. Every one of them sees and counts only those within reach. */
export function createAssetsService(deps: AssetsDeps) {
  const { db, uow } = deps;
  const get = async (actor: Actor, id: string): Promise<Asset> => {
    const view = await viewAsset(db, reachOf(actor, 'assets.read'), id);
    if (view === undefined) throw refuse.notFound('asset');
    return toContractAsset(view);
  };
  return {
    get,
    list: async (actor: Actor, input: ListInput) => {
      const filter = valid(parseListFilter(input.query, ASSET_TERMS));
      const page = valid(readPageRequest(input, ASSET_SORTS));
      const networks = (filter.terms.network ?? []).map((text) => valid(readNetwork(text)));
      const { views, nextCursor, count } = await listAssets(db, { reach: reachOf(actor, 'assets.read'), filter, networks, page });
      return { items: views.map(toContractAsset), nextCursor, total: { count, exact: true } };
    },
    change: async (actor: Actor, { id, tagIds }: { readonly id: string; readonly tagIds: readonly string[] }): Promise<Asset> => {
      await uow(async (work) => {
        await holdRules(work.tx);
        requireWithin(reachOf(actor, 'assets.write'), await lockAsset(work.tx, id), reachOf(actor, 'assets.read'));
        const found = await holdTags(work.tx, tagIds);
        const issues = tagIds.flatMap((tagId, i) => notAssignable(found.get(tagId)?.rule.kind, i));
        if (issues.length > 0) throw refuse.invalid(issues);
        await replaceAssigned(work.tx, id, tagIds);
        await work.audit({ actor, action: 'asset.changed', objectType: 'asset', objectId: id, after: { tagIds } });
        work.announce('assets', id);
      });
      return get(actor, id);
    },
    remove: (actor: Actor, id: string): Promise<void> =>
      uow(async (work) => {
        const row = await lockAsset(work.tx, id);
        requireWithin(reachOf(actor, 'assets.write'), row, reachOf(actor, 'assets.read'));
        if (row?.identity === 'instance' && row.instanceState !== 'terminated') {
          throw refuse.conflict(
            'A connector brings this instance back at its next synchronisation: terminate it in the cloud, or delete the connector',
          );
        }
        await deleteAsset(work.tx, id);
        await work.audit({ actor, action: 'asset.removed', objectType: 'asset', objectId: id, before: row });
        work.announce('assets', id);
      }),
    ...createImport(deps),
  };
}

function notAssignable(kind: string | undefined, i: number): Issue[] {
  const path = ['tagIds', i];
  if (kind === undefined) return [{ path, code: 'tag-unknown', message: 'There is no such tag: choose one from the list' }];
  if (kind === 'static') return [];
  return [{ path, code: 'tag-has-rule', message: 'This tag has a rule and assigns itself: a static tag would do' }];
}

/** What a person may not see does not exist for them; what they may see and not change is refused as such. */
function requireWithin(write: Reach, row: AssetRow | undefined, read: Reach): void {
  const unit = row?.businessUnitId ?? undefined;
  if (row === undefined || !isWithinReach(read, unit)) throw refuse.notFound('asset');
  if (!isWithinReach(write, unit)) throw refuse.notPermitted();
}

function readNetwork(text: string): Result<AddressRange, readonly Issue[]> {
  const parsed = parseTargetEntry(text);
  if (parsed.ok && parsed.value.kind === 'addresses') return ok(parsed.value.range);
  const message = parsed.ok ? 'An address, a range or a CIDR block would do: network:10.0.0.0/24' : parsed.error.message;
  return err([{ path: ['query'], code: 'filter-value-invalid', message }]);
}

/** The value, or a refusal with all that is wrong. */
export function valid<T>(result: Result<T, readonly Issue[]>): T {
  if (!result.ok) throw refuse.invalid(result.error);
  return result.value;
}
