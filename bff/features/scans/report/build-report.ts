import { formatAddress, parseAddress } from '../../../domain/scans/address.ts';
import { AddressSet } from '../../../domain/scans/address-range.ts';
import type { ScanHost } from '../../../domain/scans/targets.ts';
import { type Instant, instant } from '../../../domain/time/instant.ts';
import type { Executor } from '../../../storage/database.ts';
import { readTargetTexts } from '../../../storage/target-texts.ts';
import type { ScanView } from '../scan-list-store.ts';
import type { ScanRow } from '../scan-store.ts';
import type { Comparison, FindingKind, LaunchFacts, ReportModel } from './report-model.ts';
import * as store from './report-store.ts';

export interface ReportFrame {
  readonly madeAt: Instant;
  readonly madeFor: string;
  readonly timeZone: string;
  readonly product: { readonly version: string; readonly address: string };
}

/** Gathers what a report says, as it is now. Within one snapshot of the database, or its parts may disagree. */
export async function buildReport(executor: Executor, view: ScanView, frame: ReportFrame): Promise<ReportModel> {
  const { row } = view;
  const previous = await store.findPrevious(executor, row);
  const { kinds, leftOut } = await store.listKinds(executor, row.id);
  const notScanned = await store.listNotScanned(executor, row.id);
  return {
    ...frame,
    scan: scanOf(view, (await readTargetTexts(executor, [row]))(row)),
    counts: {
      ...{ hostsTotal: row.hostsTotal, hostsDone: row.hostsDone, hostsAlive: row.hostsAlive, services: row.servicesCount },
      severity: store.toCounts(row),
      fixable: await store.countFixable(executor, row.id),
    },
    comparison: previous === undefined ? undefined : await compare(executor, row, previous),
    affected: await store.listAffected(executor, row.id),
    kinds: await withSince(executor, row, kinds),
    kindsLeftOut: leftOut,
    notScanned: shortList(notScanned),
    run: await runOf(executor, view),
  };
}

const scanOf = ({ row, ownerName, scheduleTitle }: ScanView, targetText: string): ReportModel['scan'] => ({
  ...{ id: row.id, number: row.number, title: row.title, state: row.state, ownerName, targetText },
  scheduleTitle: scheduleTitle ?? undefined,
  timeZone: row.timeZone ?? undefined,
  createdAt: instant(row.createdAt.getTime()),
  startedAt: store.toInstant(row.startedAt),
  endedAt: store.toInstant(row.endedAt),
  errorReason: row.errorReason ?? undefined,
});

async function compare(executor: Executor, row: ScanRow, previous: ScanRow): Promise<Comparison> {
  const { added, worst, fixed, remaining, unchecked } = await store.compareFindings(executor, row.id, previous.id);
  const before =
    row.endedAt === null ? await store.countOnSameHosts(executor, row.id, previous.id) : { ...previous, services: previous.servicesCount };
  return {
    number: previous.number,
    startedAt: instant((previous.startedAt ?? previous.createdAt).getTime()),
    severity: store.toCounts(before),
    servicesCount: before.services,
    ...{ added, addedWorst: worst, fixed, remaining, notChecked: unchecked },
  };
}

async function withSince(executor: Executor, row: ScanRow, kinds: readonly Omit<FindingKind, 'since'>[]): Promise<FindingKind[]> {
  const since = await store.sinceOf(executor, row);
  return kinds.map((kind) => {
    const started = since.get(`${kind.key}/${kind.severity}`);
    return started === undefined ? kind : { ...kind, since: instant(Math.round(started)) };
  });
}

async function runOf(executor: Executor, { row, profileName }: ScanView): Promise<ReportModel['run']> {
  const { engine, ports, intensity, hostTimeoutSeconds } = row.profile;
  return {
    launch: await launchOf(executor, row),
    appliances: await store.listShares(executor, row.id),
    signatures: await store.listSignatures(executor, row.id),
    slices: await store.countSliceStates(executor, row.id),
    profile: { name: profileName, engine, ports, intensity, hostTimeoutMinutes: Math.round(hostTimeoutSeconds / 60) },
  };
}

async function launchOf(executor: Executor, row: ScanRow): Promise<LaunchFacts | undefined> {
  const entry = await store.findLaunch(executor, row.id);
  const dueAt = store.toInstant(row.dueAt);
  const lateByMs = dueAt === undefined ? undefined : Math.max(0, row.queuedAt.getTime() - dueAt);
  if (entry === undefined) return row.scheduleId === null ? { verdict: 'by-hand', dueAt } : undefined;
  return { verdict: entry.verdict, dueAt, lateByMs, reasonCode: entry.reason?.code };
}

/** Addresses as ranges in ascending order, then names: 4,000 hosts that are missing rarely take more than a line. */
export function shortList(hosts: readonly ScanHost[]): string[] {
  const set = new AddressSet();
  const names: string[] = [];
  for (const host of hosts) {
    const parsed = 'address' in host ? parseAddress(host.address) : undefined;
    if (parsed?.ok) set.add({ family: parsed.value.family, first: parsed.value.value, last: parsed.value.value });
    else if ('name' in host) names.push(host.name);
  }
  const ranges = set.ranges().map(({ family, first, last }) => {
    const text = formatAddress({ family, value: first });
    return first === last ? text : `${text}-${formatAddress({ family, value: last })}`;
  });
  return [...ranges, ...names];
}
