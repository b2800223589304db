import type { Relaunch } from '#contract/scans';
import { type FormProblem, type Problem, toFormProblem } from '../../api/problem.ts';
import { NO_SCANNABLE_ASSETS } from '../../targets/no-assets-question.tsx';
import {
  TARGET_FIELD_NAMES,
  TARGET_FIELDS,
  type TargetField,
  targetErrors,
  targetFieldOf,
  targetMessageOf,
} from '../../targets/target-fields.ts';
import { firstOf } from '../../targets/target-lines.ts';
import { BLANK_TARGET, type TargetValues, targetValuesOf, toTarget } from '../../targets/target-values.ts';
import type { ScannerChoice } from './scanner-choice.ts';

export type Duration = NonNullable<Relaunch['draft']['duration']>;

/** What the page of a new scan holds while it is written. */
export interface NewScanDraft extends TargetValues {
  readonly title: string;
  /** Undefined: the default profile. */
  readonly profileId: string | undefined;
  readonly scanners: ScannerChoice;
  /** Empty while nothing is typed. */
  readonly priority: number | undefined;
  /** Of the scan that is launched again. */
  readonly duration: Duration | undefined;
  readonly keepDuration: boolean;
}

export const EMPTY_SCAN: NewScanDraft = {
  ...BLANK_TARGET,
  title: '',
  profileId: undefined,
  scanners: { kind: 'any', ids: [] },
  priority: 0,
  duration: undefined,
  keepDuration: true,
};

/** The page as it opens to launch a scan again (seed S13). */
export function draftOfRelaunch({ draft }: Relaunch): NewScanDraft {
  const { title, target, optionProfileId, scanners, priority, duration } = draft;
  return {
    ...EMPTY_SCAN,
    ...targetValuesOf(target),
    title,
    profileId: optionProfileId,
    scanners: scanners.kind === 'any' ? { kind: 'any', ids: [] } : scanners,
    priority,
    duration,
  };
}

const OWN_FIELDS = {
  title: 'Title',
  optionProfileId: 'Option profile',
  scanners: 'Scanners',
  priority: 'Priority',
  duration: 'Duration',
} as const;
export type NewScanField = keyof typeof OWN_FIELDS | TargetField;

/** Every field of the page, in its order, with its label. */
export const NEW_SCAN_FIELDS: readonly { readonly field: NewScanField; readonly label: string }[] = [
  { field: 'title', label: OWN_FIELDS.title },
  ...TARGET_FIELD_NAMES.map((field) => ({ field, label: TARGET_FIELDS[field].label })),
  ...(['optionProfileId', 'scanners', 'priority', 'duration'] as const).map((field) => ({ field, label: OWN_FIELDS[field] })),
];

export const newScanFieldId = (field: NewScanField): string => `new-scan-${field}`;

/** The draft as the API takes it. `acknowledged`: the question about missing assets was answered with Continue. */
export function toNewScan(draft: NewScanDraft, acknowledged: boolean) {
  const { title, profileId, scanners, priority, duration, keepDuration } = draft;
  return {
    title: title.trim(),
    target: toTarget(draft),
    ...(profileId !== undefined && { optionProfileId: profileId }),
    scanners: scanners.kind === 'any' ? { kind: 'any' as const } : { kind: 'appliances' as const, ids: [...scanners.ids] },
    priority: priority ?? Number.NaN,
    ...(duration !== undefined && keepDuration && { duration }),
    ...(acknowledged && { acknowledge: [NO_SCANNABLE_ASSETS] as (typeof NO_SCANNABLE_ASSETS)[] }),
  };
}

/** What can be seen to be missing before the server is asked. */
export function missingIn(draft: NewScanDraft): Record<string, string> {
  const { title, scanners, priority } = draft;
  return {
    ...(title.trim() === '' && { title: 'Give it a title.' }),
    ...targetErrors(draft),
    ...(scanners.kind === 'appliances' && scanners.ids.length === 0 && { scanners: 'Choose at least one appliance, or any.' }),
    ...((priority === undefined || priority < 0 || priority > 9) && { priority: 'Choose 0 to 9; 0 is none.' }),
  };
}

/** What the server refuses, at the fields of the page; issues with lines of targets name them. */
export function newScanProblem(problem: Problem, draft: NewScanDraft): FormProblem {
  const atTarget = new Map<string, string[]>();
  const others = problem.issues.filter((issue) => {
    const field = targetFieldOf(issue, draft);
    if (field !== undefined) atTarget.set(field, [...(atTarget.get(field) ?? []), targetMessageOf(issue, draft)]);
    return field === undefined;
  });
  const rest = toFormProblem({ ...problem, issues: others }, Object.keys(OWN_FIELDS));
  return {
    ...rest,
    fields: { ...rest.fields, ...Object.fromEntries([...atTarget].map(([field, messages]) => [field, firstOf(messages)])) },
    messages: problem.issues.length > 0 && others.length === 0 ? [] : rest.messages,
  };
}
