import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { dropDraft, keepDraft, readDraft } from '../../../ui/form/drafts.ts';
import { useTimes } from '../../../ui/time/times.tsx';
import { changedFields, readDraftValues } from './form-changes.ts';
import type { ScheduleFormValues } from './schedule-form-values.ts';

interface OfferedDraft {
  readonly values: ScheduleFormValues;
  readonly keptAtMs: number;
}

const KEEP_AFTER_MS = 400;

function offered(key: string, initial: ScheduleFormValues): OfferedDraft | undefined {
  const draft = readDraft(key);
  const values = readDraftValues(draft?.values);
  if (draft === undefined || values === undefined || changedFields(initial, values).length === 0) return undefined;
  return { values, keptAtMs: draft.keptAtMs };
}

/** Keeps unsaved work on this device while it is typed, and offers what was kept before. */
export function useDraft(key: string, initial: ScheduleFormValues, values: ScheduleFormValues, dirty: boolean) {
  const { nowMs } = useTimes();
  const [offer, setOffer] = useState(() => offered(key, initial));
  const [keptAtMs, setKeptAtMs] = useState<number>();
  const [settled] = useDebouncedValue(values, KEEP_AFTER_MS);
  useEffect(() => {
    if (!dirty) return;
    const now = nowMs();
    keepDraft(key, settled, now);
    setKeptAtMs(now);
  }, [key, settled, dirty, nowMs]);
  const drop = () => {
    dropDraft(key);
    setOffer(undefined);
    setKeptAtMs(undefined);
  };
  return { offer, keptAtMs: dirty ? keptAtMs : undefined, answerOffer: () => setOffer(undefined), drop };
}
