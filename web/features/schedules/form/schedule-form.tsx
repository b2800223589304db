import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Schedule } from '#contract/schedules';
import { NoAssetsQuestion } from '../../../targets/no-assets-question.tsx';
import { ErrorSummary } from '../../../ui/form/error-summary.tsx';
import { FormPage } from '../../../ui/form/form-page.tsx';
import { useUnsavedGuard } from '../../../ui/form/use-unsaved-guard.tsx';
import { Note } from '../../../ui/note/note.tsx';
import { Page, PageBody } from '../../../ui/page/page.tsx';
import { PageHead } from '../../../ui/page/page-head.tsx';
import { useTimes } from '../../../ui/time/times.tsx';
import { toast } from '../../../ui/toast/toast.ts';
import { useIsPhone } from '../../../ui/use-is-phone.ts';
import { ScheduleStatus } from '../schedule-cells.tsx';
import { useMe } from '../use-me.ts';
import { describeField } from './describe-field.ts';
import { DurationSection } from './duration-section.tsx';
import { countIn } from './form-changes.ts';
import { mapIssues, typedErrors } from './form-errors.ts';
import { formValuesOf } from './form-values-of.ts';
import { LivePanel } from './live-panel.tsx';
import { LiveSheet } from './live-sheet.tsx';
import { NewerNote } from './newer-note.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { OwnerSection } from './owner-section.tsx';
import { ScannersSection } from './scanners-section.tsx';
import { FIELD_NAMES, type FieldErrors, type FieldName, FORM_FIELDS, fieldId, SECTIONS } from './schedule-form-fields.ts';
import type { ScheduleFormValues } from './schedule-form-values.ts';
import { SchedulingSection } from './scheduling-section.tsx';
import { TargetsSection } from './targets-section.tsx';
import { TaskSection } from './task-section.tsx';
import { useDraft } from './use-draft.ts';
import { useFieldNames } from './use-field-names.ts';
import { useLaunchPreview, usePlanDiff } from './use-launch-preview.ts';
import { useNotificationPreview } from './use-notification-preview.ts';
import { useScheduleForm } from './use-schedule-form.ts';
import '@mantine/dates/styles.layer.css';
import '../../../ui/filter/filter.css';
import '../schedules.css';
import './schedule-form.css';

interface ScheduleFormProps {
  /** Absent: a new one. */
  readonly schedule?: Schedule;
  readonly initial: ScheduleFormValues;
  readonly title: ReactNode;
}

const HINT = (
  <>
    <kbd className="key">Alt</kbd> <kbd className="key">↓</kbd> next section
    <br />
    <kbd className="key">Ctrl</kbd> <kbd className="key">S</kbd> save
  </>
);

const MINUTE_MS = 60_000;

/** Ctrl+S, and ⌘S. */
function useSaveKey(save: () => void) {
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Everything the form page needs to know and to do. */
function useFormPage({ schedule, initial }: ScheduleFormProps) {
  const navigate = useNavigate();
  const { nowMs } = useTimes();
  const me = useMe();
  // Of the moment at which the form was opened: the answers of the preview can be kept then.
  const from = useMemo(() => new Date(Math.floor(nowMs() / MINUTE_MS) * MINUTE_MS).toISOString(), [nowMs]);
  const onSaved = ({ id, title }: Schedule) => {
    draft.drop();
    guard.release();
    toast(`Schedule saved: ${title}`);
    void navigate({ to: '/schedules', search: { open: id } as never });
  };
  const form = useScheduleForm({ schedule, initial, onSaved });
  const { values, dirty, saved, save } = form;
  const draft = useDraft(`schedule:${me.id}:${schedule?.id ?? 'new'}`, initial, values, dirty);
  const guard = useUnsavedGuard(dirty && !save.isSuccess, 'the schedule');
  const preview = useLaunchPreview(values, from);
  const diff = usePlanDiff(saved.schedule?.id, values, saved.values);
  const trySave = () => {
    if (!save.isPending) save.mutate(false);
  };
  const discard = () => {
    draft.drop();
    guard.release();
    void navigate({ to: schedule === undefined ? '/schedules' : '/schedules/$id', params: { id: schedule?.id ?? '' } });
  };
  useSaveKey(trySave);
  // What the preview refuses is wrong with the plan as well: said at once, not only when saving.
  const live: FieldErrors = preview.problem === undefined ? {} : mapIssues(preview.problem.issues, values).fields;
  const errors: FieldErrors = { ...live, ...typedErrors(values), ...form.refusal.fields };
  return { form, draft, guard, preview, diff, errors, trySave, discard, me };
}

/** The form of a schedule: a page, with what it does always in view beside it. */
export function ScheduleForm(props: ScheduleFormProps) {
  const { form, draft, guard, preview, diff, errors, trySave, discard, me } = useFormPage(props);
  const { values, change, saved, changes, save } = form;
  const phone = useIsPhone();
  const editing = saved.schedule !== undefined;
  const mails = useNotificationPreview(values, saved.schedule?.id);
  const names = useFieldNames(mails, [values, saved.values, ...(form.newer === undefined ? [] : [formValuesOf(form.newer)])]);
  const ownerName = names.people.get(values.ownerId) ?? saved.schedule?.owner.name ?? me.name;
  const was = (name: FieldName) => (editing && changes.includes(name) ? describeField(name, saved.values, names) : undefined);
  const section = { values, change, errors, was };
  const wrong = FIELD_NAMES.filter((name) => errors[name] !== undefined);
  const anchors = SECTIONS.map(({ id, title }) => ({
    id,
    title,
    changes: editing ? countIn(id, changes) : 0,
    errors: countIn(id, wrong),
  }));
  const live = { values, preview, diff, editing, zoneBefore: saved.values.timeZone, ownerName, groups: names.groups };
  return (
    <Page>
      <PageHead
        title={props.title}
        parent={{ label: 'Schedules', to: '/schedules' }}
        aside={saved.schedule && <ScheduleStatus schedule={saved.schedule} withReason={false} />}
        actions={!phone && <FormActions keptAtMs={draft.keptAtMs} saving={save.isPending} onDiscard={discard} onSave={trySave} />}
      />
      <PageBody
        panel={phone ? <LiveSheet {...live} saving={save.isPending} onDiscard={discard} onSave={trySave} /> : <LivePanel {...live} />}
      >
        <FormPage anchors={anchors} hint={HINT}>
          <DraftOffer draft={draft} onRestore={form.restore} />
          {form.newer !== undefined && (
            <NewerNote newer={form.newer} base={saved.values} mine={values} names={names} onTake={form.takeNewer} />
          )}
          <ErrorSummary
            attempt={form.attempt}
            errors={FIELD_NAMES.flatMap((name) => {
              const message = form.refusal.fields[name];
              return message === undefined ? [] : [{ fieldId: fieldId(name), label: FORM_FIELDS[name].label, message }];
            })}
            messages={form.refusal.messages}
            reference={form.refusal.reference}
          />
          <TaskSection {...section} />
          <TargetsSection {...section} />
          <ScannersSection {...section} />
          <SchedulingSection {...section} preview={preview.answer} />
          <DurationSection {...section} preview={preview.answer} />
          <NotificationsSection {...section} ownerName={ownerName} names={names} preview={mails} />
          <OwnerSection {...section} ownerName={saved.schedule?.owner.name} />
        </FormPage>
      </PageBody>
      {guard.dialog}
      <NoAssetsQuestion {...form.asked} />
    </Page>
  );
}

interface FormActionsProps {
  readonly keptAtMs: number | undefined;
  readonly saving: boolean;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
}

function FormActions({ keptAtMs, saving, onDiscard, onSave }: FormActionsProps) {
  const { format, viewerZone } = useTimes();
  return (
    <>
      {keptAtMs !== undefined && (
        <span className="unsaved">
          <IconPencil size={15} stroke={1.8} aria-hidden />
          Unsaved, draft kept {format(keptAtMs, { zone: viewerZone, style: 'clock', withoutZone: true })}
        </span>
      )}
      <Button variant="default" onClick={onDiscard}>
        Discard
      </Button>
      <Button loading={saving} onClick={onSave}>
        Save schedule
      </Button>
    </>
  );
}

interface DraftOfferProps {
  readonly draft: ReturnType<typeof useDraft>;
  readonly onRestore: (values: ScheduleFormValues) => void;
}

function DraftOffer({ draft, onRestore }: DraftOfferProps) {
  const { format, viewerZone } = useTimes();
  const { offer } = draft;
  if (offer === undefined) return null;
  return (
    <Note
      tone="plain"
      action={{
        label: 'Go on with it',
        onClick: () => {
          onRestore(offer.values);
          draft.answerOffer();
        },
      }}
    >
      Unsaved work of {format(offer.keptAtMs, { zone: viewerZone })} is kept on this device.{' '}
      <button type="button" className="note-action" onClick={draft.drop}>
        Drop it
      </button>
    </Note>
  );
}
