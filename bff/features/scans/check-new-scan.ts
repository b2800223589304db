import { scheduleTarget } from '../../contract/schedules.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { outsideUnit } from '../../domain/identity/unit-networks.ts';
import type { Issue } from '../../domain/issue.ts';
import type { ScanDuration, ScannerChoice, ScheduleTarget } from '../../domain/schedules/schedule.ts';
import type { Executor } from '../../storage/database.ts';
import type { TargetReader } from './collaborators.ts';
import { findMissing, findUnit } from './reference-store.ts';

/** What a person sends to launch a scan without a schedule. */
export interface NewScan {
  readonly title: string;
  readonly target: ScheduleTarget;
  readonly optionProfileId?: string | undefined;
  readonly scanners: ScannerChoice;
  readonly priority: number;
  readonly duration?: ScanDuration | undefined;
  readonly acknowledge?: readonly string[] | undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const strings = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;

export interface NewScanContext {
  readonly actor: Actor;
  readonly targets: TargetReader;
}

/** Everything wrong with it that its schema cannot see. The input is unread JSON: what the schema refuses is passed over here. */
export async function checkNewScan(executor: Executor, input: unknown, { actor, targets }: NewScanContext): Promise<readonly Issue[]> {
  if (!isObject(input)) return [];
  const target = readTarget(input.target);
  const missing = await findMissing(executor, {
    profileId: typeof input.optionProfileId === 'string' ? input.optionProfileId : undefined,
    applianceIds: isObject(input.scanners) ? (strings(input.scanners.ids) ?? []) : [],
  });
  const issues: Issue[] =
    target === undefined ? [] : [...(await targets.issues(executor, target, { actor })), ...(await unitIssues(executor, actor, target))];
  if (missing.profile) issues.push({ path: ['optionProfileId'], code: 'profile-unknown', message: 'There is no such option profile.' });
  for (const i of missing.appliances) {
    issues.push({ path: ['scanners', 'ids', i], code: 'appliance-unknown', message: 'There is no such appliance in service.' });
  }
  return issues;
}

/** The scan will be the unit's to see, whoever launches it. */
async function unitIssues(executor: Executor, actor: Actor, target: ScheduleTarget): Promise<readonly Issue[]> {
  const unit = actor.businessUnitId === undefined ? undefined : await findUnit(executor, actor.businessUnitId);
  return unit === undefined ? [] : outsideUnit(target, unit);
}

/** The target, as far as it has the right shape. */
function readTarget(value: unknown): ScheduleTarget | undefined {
  if (!isObject(value)) return undefined;
  if (value.kind === 'tags' || value.kind === 'cloud') {
    const read = scheduleTarget.safeParse(value);
    return read.success ? read.data : undefined;
  }
  const include = strings(value.include);
  const exclude = strings(value.exclude ?? []);
  const assetGroupIds = strings(value.assetGroupIds ?? []);
  if (value.kind !== 'hosts' || include === undefined || exclude === undefined || assetGroupIds === undefined) return undefined;
  return { kind: 'hosts', include, exclude, assetGroupIds };
}
