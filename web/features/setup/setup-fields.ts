import type { ScheduledScansSetup } from '#contract/setup';

export type SetupField = keyof ScheduledScansSetup;

/** Numbers are empty while nothing is typed. */
export type SetupDraft = { readonly [K in SetupField]: ScheduledScansSetup[K] extends boolean ? boolean : number | undefined };

export interface NumberRule {
  readonly field: Exclude<SetupField, 'relaunchOnFinish' | 'preventOverlap'>;
  readonly label: string;
  /** The words around the number. */
  readonly before: string;
  readonly after: string;
  /** Both inclusive. */
  readonly min: number;
  readonly max: number;
  readonly meaning: string;
}

/** The limits of the contract, with what each is for. */
export const NUMBERS: readonly NumberRule[] = [
  {
    field: 'deactivateAfterErrors',
    label: 'Errors in a row',
    before: 'Deactivate after',
    after: 'scan errors in a row',
    min: 1,
    max: 100,
    meaning: 'A continuous schedule whose scans fail this often without one that works is deactivated, and its owner is told.',
  },
  {
    field: 'maxConcurrentScans',
    label: 'Concurrent scans',
    before: 'At most',
    after: 'scans at once',
    min: 1,
    max: 100_000,
    meaning: 'Queued and running scans together. A launch beyond it waits until one of them ends, and the ledger says so.',
  },
  {
    field: 'maxLatenessMinutes',
    label: 'Lateness',
    before: 'A launch may happen up to',
    after: 'minutes late',
    min: 1,
    max: 1440,
    meaning:
      'After an outage. Half the interval of a schedule is a limit too; the smaller one counts. Later than that the launch is missed.',
  },
  {
    field: 'holdAfterOutage',
    label: 'Held launches',
    before: 'Hold more than',
    after: 'launches due at once',
    min: 1,
    max: 100_000,
    meaning:
      'After an outage so many launches may be due that they would flood the network. More than this wait until a manager releases them.',
  },
];

export const SETUP_FIELDS: readonly SetupField[] = ['relaunchOnFinish', 'preventOverlap', ...NUMBERS.map(({ field }) => field)];

const isSet = (value: number | undefined): value is number => value !== undefined && Number.isInteger(value);

/** What is seen to be wrong before the server is asked. */
export function wrongInSetup(draft: SetupDraft): Record<string, string> {
  const wrong = NUMBERS.filter(({ field, min, max }) => {
    const value = draft[field];
    return !isSet(value) || value < min || value > max;
  });
  return Object.fromEntries(
    wrong.map(({ field, min, max }) => [field, `Choose a whole number from ${min} to ${max.toLocaleString('en-US')}.`]),
  );
}

/** The draft as the API takes it; undefined while a number is missing. */
export function toSetup(draft: SetupDraft): ScheduledScansSetup | undefined {
  const { relaunchOnFinish, preventOverlap, deactivateAfterErrors, maxConcurrentScans, maxLatenessMinutes, holdAfterOutage } = draft;
  if (!isSet(deactivateAfterErrors) || !isSet(maxConcurrentScans) || !isSet(maxLatenessMinutes) || !isSet(holdAfterOutage))
    return undefined;
  return { relaunchOnFinish, preventOverlap, deactivateAfterErrors, maxConcurrentScans, maxLatenessMinutes, holdAfterOutage };
}
