import type { ZodType } from 'zod';
import { type ScheduleInput, scheduleInput } from '../../contract/schedules.ts';
import { can, type Owned } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { checkTarget } from '../../domain/scans/targets.ts';
import { checkDuration } from '../../domain/schedules/check-duration.ts';
import { checkGroups, checkNotifications } from '../../domain/schedules/check-notifications.ts';
import { checkPlan } from '../../domain/schedules/check-plan.ts';
import type { LaunchPlan } from '../../domain/schedules/recurrence.ts';
import type { Schedule, ScheduleTarget } from '../../domain/schedules/schedule.ts';
import { relaunchNotAllowed } from '../../domain/schedules/schedule-status.ts';
import { findZone } from '../../domain/time/find-zone.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { parseLocalMinute } from '../../domain/time/local-minute.ts';
import { observesDst } from '../../domain/time/standard-offset.ts';
import type { Executor } from '../../storage/database.ts';
import type { SetupReader, TargetReader } from './collaborators.ts';
import { visibleGroups } from './notified-group-store.ts';
import { type References, readReferences } from './store.ts';
import { unitIssues } from './unit-limit.ts';

/** Whose schedule is being written: nobody's yet, when it is created. */
export interface CheckContext {
  readonly actor: Actor;
  readonly now: Instant;
  readonly current?: (Owned & Pick<Schedule, 'notifications' | 'target'>) | undefined;
}

export interface CheckDeps {
  readonly executor: Executor;
  readonly setup: SetupReader;
  readonly targets: TargetReader;
}

type Raw = Readonly<Record<string, unknown>>;
const { shape } = scheduleInput;

/**
 * Everything that is wrong with an input beyond its schema. The input is unread JSON: a part that its schema refuses is left
 * out here and told by the schema, the other parts are judged all the same, so that all problems come at once.
 */
export async function checkScheduleInput(input: unknown, context: CheckContext, deps: CheckDeps): Promise<Issue[]> {
  const raw: Raw = typeof input === 'object' && input !== null ? (input as Raw) : {};
  const duration = part(shape.duration, raw.duration);
  const notifications = part(shape.notifications, raw.notifications);
  return [
    ...checkPlanParts(raw, context.now, raw.active === false),
    ...(await checkTargetParts(raw.target, context, deps)),
    ...(duration === undefined ? [] : checkDuration(duration, part(shape.start, raw.start))),
    ...(notifications === undefined ? [] : checkNotifications(notifications)),
    ...(notifications === undefined ? [] : await checkNotifiedGroups(notifications.distributionGroupIds, context, deps)),
    ...(await checkReferences(raw, context, deps)),
  ];
}

function part<T>(schema: ZodType<T>, value: unknown): T | undefined {
  const read = schema.safeParse(value);
  return read.success ? read.data : undefined;
}

/** Stands in for a start that its schema refused: a plain day, far from any change of rules that matters. */
const SOME_START = '2999-06-15T12:00';
const PLAN_PARTS = ['start', 'timeZone', 'observeDst', 'gap', 'fold', 'recurrence', 'endsAfter'] as const;

/** The launch plan, judged as far as it can be read. `inactive`: it launches nothing, so its start may be past. */
export function checkPlanParts(raw: Raw, now: Instant, inactive = false): Issue[] {
  const broken = new Set<string>(PLAN_PARTS.filter((name) => !shape[name].safeParse(raw[name]).success));
  const plan: LaunchPlan = {
    start: part(shape.start, raw.start) ?? SOME_START,
    timeZone: part(shape.timeZone, raw.timeZone) ?? 'Europe/London',
    observeDst: part(shape.observeDst, raw.observeDst) ?? observedBy(raw),
    gap: part(shape.gap, raw.gap) ?? 'shift',
    fold: part(shape.fold, raw.fold) ?? 'first',
    recurrence: part(shape.recurrence, raw.recurrence) ?? { kind: 'daily', every: 1 },
    endsAfter: part(shape.endsAfter, raw.endsAfter),
  };
  // Whether a rule can match depends on its start, and whether a zone observes daylight saving on the zone.
  if (broken.has('start')) broken.add('recurrence');
  if (broken.has('timeZone')) broken.add('observeDst').add('start');
  const issues = checkPlan(plan, now).filter((issue) => !broken.has(String(issue.path[0])));
  return inactive ? issues.filter((issue) => issue.code !== 'start-past') : issues;
}

/** Whether daylight saving is followed where nothing is said of it; false while zone or start are not known. */
function observedBy(raw: Raw): boolean {
  const [start, timeZone] = [part(shape.start, raw.start), part(shape.timeZone, raw.timeZone)];
  if (start === undefined || timeZone === undefined || typeof parseLocalMinute(start) === 'string') return false;
  const zone = findZone(timeZone);
  return zone.ok && observesDst(zone.value, start);
}

/** Stands in for a line that its schema refused: any address that can be scanned. */
const SOME_HOST = '192.0.2.1';

// One line of a wrong type must not hide what is wrong with the others.
async function checkTargetParts(value: unknown, { actor, current }: CheckContext, { executor, targets }: CheckDeps): Promise<Issue[]> {
  const whole = part(shape.target, value);
  if (whole !== undefined) return targets.issues(executor, whole as ScheduleTarget, { actor, before: current?.target });
  const target = readTarget(value);
  return target === undefined ? [] : checkTarget(target).filter((issue) => typeof issue.path.at(-1) === 'number');
}

/** The target, as far as it can be read. */
function readTarget(value: unknown): ScheduleTarget | undefined {
  const whole = part(shape.target, value);
  if (whole !== undefined) return whole as ScheduleTarget;
  const raw: Raw = typeof value === 'object' && value !== null ? (value as Raw) : {};
  if (raw.kind !== 'hosts') return undefined;
  const mended = { kind: 'hosts', include: mend(raw.include), exclude: mend(raw.exclude), assetGroupIds: [] };
  return part(shape.target, mended) as ScheduleTarget | undefined;
}

const mend = (lines: unknown): string[] =>
  Array.isArray(lines) ? lines.map((line) => (typeof line === 'string' && line.length > 0 && line.length <= 255 ? line : SOME_HOST)) : [];

/** Groups that it told before stay, even those that whoever edits it may not see. */
async function checkNotifiedGroups(ids: readonly string[], { actor, current }: CheckContext, { executor }: CheckDeps): Promise<Issue[]> {
  const before = new Set(current?.notifications.distributionGroupIds);
  return checkGroups(ids, new Set([...before, ...(await visibleGroups(executor, actor, ids))]));
}

async function checkReferences(raw: Raw, context: CheckContext, deps: CheckDeps): Promise<Issue[]> {
  const recurrence = part(shape.recurrence, raw.recurrence);
  const named = {
    profileId: part(shape.optionProfileId, raw.optionProfileId),
    scanners: part(shape.scanners, raw.scanners),
    ownerId: part(shape.ownerId, raw.ownerId) ?? context.current?.ownerId ?? context.actor.userId,
  };
  const applianceIds = named.scanners?.kind === 'appliances' ? named.scanners.ids : [];
  const found = await readReferences(deps.executor, { profileId: named.profileId, applianceIds, ownerId: named.ownerId });
  const issues = [...profileIssues(named.profileId, found), ...applianceIssues(applianceIds, found), ...ownerIssues(found, context)];
  if (recurrence?.kind === 'continuous' && !(await deps.setup.scheduledScans(deps.executor)).relaunchOnFinish)
    issues.push(relaunchNotAllowed);
  const target = readTarget(raw.target);
  if (target !== undefined) issues.push(...(await unitIssues(deps.executor, target, { ...context, ownersUnit: found.owner?.unit })));
  return issues;
}

export const profileIssues = (id: string | undefined, found: References): Issue[] =>
  id === undefined || found.profileExists
    ? []
    : [{ path: ['optionProfileId'], code: 'profile-unknown', message: 'There is no such option profile: choose one from the list' }];

export function applianceIssues(ids: readonly string[], found: References): Issue[] {
  return ids.flatMap((id, i): Issue[] => {
    const path = ['scanners', 'ids', i];
    const appliance = found.appliances.get(id);
    if (appliance === undefined)
      return [{ path, code: 'appliance-unknown', message: 'There is no such appliance: choose one from the list' }];
    if (!appliance.retired) return [];
    return [{ path, code: 'appliance-retired', message: `The appliance ${appliance.name} is retired: choose another` }];
  });
}

export function ownerIssues({ owner }: References, { actor, current }: CheckContext): Issue[] {
  const path = ['ownerId'];
  if (owner === undefined) return [{ path, code: 'owner-unknown', message: 'There is no such person: choose an owner from the list' }];
  if (owner.id === (current?.ownerId ?? actor.userId)) return [];
  const mayGive = current === undefined || can(actor, 'schedules.change-owner', current);
  const mayReceive = can(actor, 'schedules.change-owner', { ownerId: owner.id, businessUnitId: owner.businessUnitId });
  if (!mayGive || !mayReceive || actor.role === 'scanner') {
    return [{ path, code: 'owner-not-permitted', message: 'Managers may choose any owner, unit managers one of their own unit' }];
  }
  if (owner.role !== 'reader') return [];
  return [
    {
      path,
      code: 'owner-cannot-launch',
      message: `${owner.name} is a reader and cannot own schedules: choose somebody who may launch scans`,
    },
  ];
}

/** The parts of an input that its references decide. */
export interface ResolvedReferences {
  readonly optionProfileId: string;
  readonly ownerId: string;
  readonly businessUnitId: string | undefined;
}

/** The profile and owner that a checked input means: the default profile, the creator, unless it says otherwise. */
export async function resolveReferences(input: ScheduleInput, context: CheckContext, executor: Executor): Promise<ResolvedReferences> {
  const ownerId = input.ownerId ?? context.current?.ownerId ?? context.actor.userId;
  const found = await readReferences(executor, { profileId: input.optionProfileId, applianceIds: [], ownerId });
  const optionProfileId = input.optionProfileId ?? found.defaultProfileId;
  if (optionProfileId === undefined || found.owner === undefined) throw new Error('a checked input refers to nothing');
  return { optionProfileId, ownerId, businessUnitId: found.owner.businessUnitId };
}
