import type { ContainerFinding, Rescan, Software, TriggerEntry } from '../../contract/container-parts.ts';
import type { ExportInput } from '../../contract/export.ts';
import type { Image, ImageDetail, ImageHost } from '../../contract/images.ts';
import type { ListInput } from '../../contract/page.ts';
import { reachOf } from '../../domain/assets/reach.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import { unwrap } from '../../domain/unwrap.ts';
import type { Database } from '../../storage/database.ts';
import { readPageRequest } from '../../storage/keyset-page.ts';
import type { ListPage, ListTotal } from '../../storage/list-page.ts';
import { readOffsetPage, toOffsetPage } from '../../storage/offset-page.ts';
import type { ContainersDeps } from './containers-deps.ts';
import { type FindingFilter, listFindings, listSoftware } from './finding-store.ts';
import { countHolding, deleteImage, lockImage, readHosts, readLayers } from './image-detail-store.ts';
import { countImages, IMAGE_SORTS, type ImageRow, listImages, readImage, readNames } from './image-list-store.ts';
import { exportImages } from './list-export.ts';
import { readOpenOrders } from './order-store.ts';
import { orderScan, toRescan } from './rescan.ts';
import { shortId, toFinding, toHost, toImage, toTrigger } from './to-contract.ts';
import { listTriggers, TRIGGER_SORTS } from './trigger-store.ts';

export interface OfOne {
  readonly id: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export type ImageService = ReturnType<typeof createImageService>;

/** What people do with images. Every one of them sees and counts only those that a sensor within reach told of. */
export function createImageService(deps: ContainersDeps) {
  const { db, clock } = deps;
  const require = async (actor: Actor, id: string): Promise<ImageRow> => {
    const row = await readImage(db, reachOf(actor, 'containers.read'), id);
    if (row === undefined) throw refuse.notFound('image');
    return row;
  };
  return {
    list: async (actor: Actor, input: ListInput): Promise<ListPage<Image>> => {
      const reach = reachOf(actor, 'containers.read');
      const { condition, page } = unwrap({
        condition: deps.compile('images', { query: input.query, now: clock(), reach }),
        page: readPageRequest(input, IMAGE_SORTS),
      });
      const { rows, nextCursor, total } = await listImages(db, { reach, condition, page });
      return { items: await withNames(db, rows), nextCursor, total };
    },
    export: (actor: Actor, input: ExportInput) => exportImages(deps, actor, input),
    /** How many a query selects. One that makes no sense is refused. */
    count: async (actor: Actor, query: string): Promise<ListTotal> => {
      const reach = reachOf(actor, 'containers.read');
      return countImages(db, { reach, ...unwrap({ condition: deps.compile('images', { query, now: clock(), reach }) }) });
    },
    get: async (actor: Actor, id: string): Promise<ImageDetail> => {
      const row = await require(actor, id);
      const [shown] = await withNames(db, [{ row }]);
      const orders = await readOpenOrders(db, { imageId: id, containerId: null });
      const rescans = orders.map(({ order, sensorName }) => toRescan(order, sensorName));
      return { ...shown!, rescans, holdingContainersCount: await countHolding(db, id) };
    },
    findings: async (actor: Actor, input: OfOne & FindingFilter): Promise<ListPage<ContainerFinding>> => {
      await require(actor, input.id);
      const { page } = unwrap({ page: readOffsetPage(input) });
      const { rows, count } = await listFindings(db, { imageId: input.id }, input, page);
      return toOffsetPage(rows.map(toFinding), page, count);
    },
    software: async (actor: Actor, input: OfOne & { readonly search?: string | undefined }): Promise<ListPage<Software>> => {
      await require(actor, input.id);
      const { page } = unwrap({ page: readOffsetPage(input) });
      const { rows, count } = await listSoftware(db, input.id, input.search, page);
      return toOffsetPage(rows.map(toSoftware), page, count);
    },
    layers: async (actor: Actor, id: string) => {
      await require(actor, id);
      return { items: await readLayers(db, id) };
    },
    hosts: async (actor: Actor, id: string): Promise<{ items: ImageHost[] }> => {
      await require(actor, id);
      return { items: (await readHosts(db, reachOf(actor, 'containers.read'), id)).map(toHost) };
    },
    triggers: async (actor: Actor, input: OfOne): Promise<ListPage<TriggerEntry>> => {
      await require(actor, input.id);
      const { page } = unwrap({ page: readPageRequest(input, TRIGGER_SORTS) });
      const read = await listTriggers(db, { of: { imageId: input.id }, reach: reachOf(actor, 'containers.read'), page });
      return { ...read, items: read.rows.map((one) => toTrigger({ ...one.row, sensorName: one.sensorName, hostName: one.hostName })) };
    },
    rescan: async (actor: Actor, id: string): Promise<Rescan> => {
      const { sha } = await require(actor, id);
      return orderScan(deps, actor, { imageId: id, containerId: null, what: `the image ${shortId(sha)}` });
    },
    remove: async (actor: Actor, id: string): Promise<void> => {
      await require(actor, id);
      await remove(deps, actor, id);
    },
  };
}

async function withNames(db: Database, rows: readonly { readonly row: ImageRow }[]): Promise<Image[]> {
  const names = await readNames(
    db,
    rows.map(({ row }) => row.id),
  );
  return rows.map(({ row }) => toImage(row, names));
}

function toSoftware(row: Awaited<ReturnType<typeof listSoftware>>['rows'][number]): Software {
  const { ecosystem, type, name, version } = row;
  return {
    ...{ ecosystem, type, name, version },
    source: row.source ?? undefined,
    purl: row.purl ?? undefined,
    path: row.path ?? undefined,
    layer: row.layer ?? undefined,
  };
}

const remove = ({ uow }: ContainersDeps, actor: Actor, id: string): Promise<void> =>
  uow(async (work) => {
    const row = await lockImage(work.tx, id);
    if (row === undefined) throw refuse.notFound('image');
    const holding = await countHolding(work.tx, id);
    if (holding > 0) {
      throw refuse.conflict(
        `${holding} ${holding === 1 ? 'container is' : 'containers are'} of this image: remove ${holding === 1 ? 'it' : 'them'} from the host first`,
      );
    }
    await deleteImage(work.tx, id);
    await work.audit({ actor, action: 'image.deleted', objectType: 'image', objectId: id, before: { sha: row.sha } });
    work.announce('images', id);
  });
