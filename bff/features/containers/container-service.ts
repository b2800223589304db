import type { ContainerFinding, Rescan, TriggerEntry } from '../../contract/container-parts.ts';
import type { Container, ContainerDetail } from '../../contract/containers.ts';
import type { ExportInput } from '../../contract/export.ts';
import type { ListInput } from '../../contract/page.ts';
import { reachOf } from '../../domain/assets/reach.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import { unwrap } from '../../domain/unwrap.ts';
import { readPageRequest } from '../../storage/keyset-page.ts';
import type { ListPage, ListTotal } from '../../storage/list-page.ts';
import { readOffsetPage, toOffsetPage } from '../../storage/offset-page.ts';
import { readDrift } from './container-detail-store.ts';
import { CONTAINER_SORTS, type ContainerView, countContainers, listContainers, readContainer } from './container-list-store.ts';
import type { ContainersDeps } from './containers-deps.ts';
import { type FindingFilter, listFindings } from './finding-store.ts';
import type { OfOne } from './image-service.ts';
import { exportContainers } from './list-export.ts';
import { readOpenOrders } from './order-store.ts';
import { orderScan, toRescan } from './rescan.ts';
import { shortId, toContainer, toFinding, toTrigger } from './to-contract.ts';
import { listTriggers, TRIGGER_SORTS } from './trigger-store.ts';

export type ContainerService = ReturnType<typeof createContainerService>;

/** What people do with containers. Every one of them sees and counts only those on hosts within reach. */
export function createContainerService(deps: ContainersDeps) {
  const { db, clock } = deps;
  const require = async (actor: Actor, id: string): Promise<ContainerView> => {
    const view = await readContainer(db, reachOf(actor, 'containers.read'), id);
    if (view === undefined) throw refuse.notFound('container');
    return view;
  };
  return {
    list: async (actor: Actor, input: ListInput): Promise<ListPage<Container>> => {
      const reach = reachOf(actor, 'containers.read');
      const { condition, page } = unwrap({
        condition: deps.compile('containers', { query: input.query, now: clock(), reach }),
        page: readPageRequest(input, CONTAINER_SORTS),
      });
      const { rows, nextCursor, total } = await listContainers(db, { reach, condition, page });
      return { items: rows.map(toContainer), nextCursor, total };
    },
    export: (actor: Actor, input: ExportInput) => exportContainers(deps, actor, input),
    /** How many a query selects. One that makes no sense is refused. */
    count: async (actor: Actor, query: string): Promise<ListTotal> => {
      const reach = reachOf(actor, 'containers.read');
      return countContainers(db, { reach, ...unwrap({ condition: deps.compile('containers', { query, now: clock(), reach }) }) });
    },
    get: async (actor: Actor, id: string): Promise<ContainerDetail> => {
      const view = await require(actor, id);
      const { row } = view;
      const drift = await readDrift(db, id);
      const orders = await readOpenOrders(db, { imageId: row.imageId, containerId: id });
      return {
        ...toContainer(view),
        command: row.command ?? undefined,
        privileged: row.privileged ?? undefined,
        isRoot: row.isRoot ?? undefined,
        portMapping: [...(row.ports ?? [])],
        driftSoftware: (drift?.software ?? []).map(({ change, package: { ecosystem, type, name, version }, versionBefore }) => ({
          ...{ change, ecosystem, type, name, version, versionBefore },
        })),
        driftFiles: [...(drift?.files ?? [])],
        rescans: orders.map(({ order, sensorName }) => toRescan(order, sensorName)),
      };
    },
    findings: async (actor: Actor, input: OfOne & FindingFilter): Promise<ListPage<ContainerFinding>> => {
      const { row } = await require(actor, input.id);
      const { page } = unwrap({ page: readOffsetPage(input) });
      const { rows, count } = await listFindings(db, { imageId: row.imageId, containerId: row.id }, input, page);
      return toOffsetPage(rows.map(toFinding), page, count);
    },
    triggers: async (actor: Actor, input: OfOne): Promise<ListPage<TriggerEntry>> => {
      await require(actor, input.id);
      const { page } = unwrap({ page: readPageRequest(input, TRIGGER_SORTS) });
      const read = await listTriggers(db, { of: { containerId: input.id }, reach: reachOf(actor, 'containers.read'), page });
      return { ...read, items: read.rows.map((one) => toTrigger({ ...one.row, sensorName: one.sensorName, hostName: one.hostName })) };
    },
    rescan: async (actor: Actor, id: string): Promise<Rescan> => {
      const { row } = await require(actor, id);
      if (row.state !== 'RUNNING') {
        throw refuse.conflict(`The container is ${row.state}: only running containers are scanned`);
      }
      const what = `the container ${row.name} (${shortId(row.sha)})`;
      return orderScan(deps, actor, { imageId: row.imageId, containerId: id, sensorId: row.sensorId, what });
    },
  };
}
