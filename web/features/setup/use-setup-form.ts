import type { ScheduledScansSetup } from '#contract/setup';
import { client, orpc } from '../../api/client.ts';
import { FIELD_LABELS, fieldId } from './scheduled-scans-fields.tsx';
import { SETUP_FIELDS, type SetupDraft, toSetup, wrongInSetup } from './setup-fields.ts';
import { useSetupEdit } from './use-setup-edit.ts';

type Saved = ScheduledScansSetup & { readonly revision: number };

const toDraft = ({ revision: _, ...values }: Saved): SetupDraft => values;

function read(draft: SetupDraft) {
  const wrong = wrongInSetup(draft);
  const values = toSetup(draft);
  return values === undefined || Object.keys(wrong).length > 0 ? { wrong } : { values };
}

/** The edit of the scheduled scans' rules. */
export function useSetupForm(saved: Saved) {
  const form = useSetupEdit({
    ...{ saved, toDraft, read, fields: SETUP_FIELDS, what: 'the setup' },
    queryKey: orpc.setup.scheduledScans.queryKey(),
    send: (values: ScheduledScansSetup, revision): Promise<Saved> => client.setup.changeScheduledScans({ ...values, revision }),
    doneWords: () => 'Setup saved',
  });
  const errors = SETUP_FIELDS.flatMap((field) => {
    const message = form.fieldErrors[field];
    return message === undefined ? [] : [{ fieldId: fieldId(field), label: FIELD_LABELS[field], message }];
  });
  return { ...form, errors };
}
