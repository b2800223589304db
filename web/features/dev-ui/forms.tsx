import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CodeBlock } from '../../ui/code/code-block.tsx';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { FieldRow } from '../../ui/form/field-row.tsx';
import { NumberField } from '../../ui/form/number-field.tsx';
import { Segments } from '../../ui/form/segments.tsx';
import { SelectField } from '../../ui/form/select-field.tsx';
import { Region } from '../../ui/page/page.tsx';
import { toast } from '../../ui/toast/toast.ts';

const RECURRENCES = [
  { value: 'once', label: 'Once' },
  { value: 'daily', label: 'Daily' },
  { value: 'continuous', label: 'Relaunch on finish', forbidden: 'Setup does not allow it' },
] as const;

export function Forms() {
  const [hours, setHours] = useState<number | undefined>(4);
  const [recurrence, setRecurrence] = useState<'once' | 'daily' | 'continuous'>('daily');
  const [action, setAction] = useState<'pause' | 'cancel'>('pause');
  return (
    <Region title="Form errors: summed up at the top, repeated at the field">
      <div className="dev-ui-stack">
        <ErrorSummary
          attempt={0}
          errors={[
            { fieldId: 'resume-after', label: 'Resume after', message: 'Resumes 08:30, must be 09:30 or later.' },
            { fieldId: 'zone', label: 'Time zone', message: 'Nearest: (GMT -06:00) Costa Rica, San José.' },
          ]}
        />
        <FieldRow label="Resume after" htmlFor="resume-after" was="0 d 18 h">
          <TextInput id="resume-after" defaultValue="0 d 5 h" error="Resumes 08:30, must be 09:30 or later (pauses 08:00)." />
        </FieldRow>
        <FieldRow label="Stop the scan">
          <SelectField
            label="What to do"
            value={action}
            choices={[
              { value: 'pause', label: 'Pause' },
              { value: 'cancel', label: 'Cancel' },
            ]}
            onChange={setAction}
            width={100}
          />
          after <NumberField label="Hours of running" value={hours} onChange={setHours} min={0} max={119} /> h of running
        </FieldRow>
        <FieldRow label="Recurrence">
          <Segments label="Recurrence" value={recurrence} choices={RECURRENCES} onChange={setRecurrence} />
        </FieldRow>
        <FieldRow label="Message" htmlFor="message">
          <TextInput id="message" disabled placeholder="Tick the box to add a message" />
        </FieldRow>
      </div>
    </Region>
  );
}

export function Actions() {
  const [asked, setAsked] = useState(false);
  return (
    <Region title="Actions">
      <div className="dev-ui-row">
        <Button onClick={() => toast('Schedule saved.')}>Primary</Button>
        <Button variant="default">Default</Button>
        <Button variant="default" data-tone="bad" onClick={() => setAsked(true)}>
          Reboot
        </Button>
        <Button disabled>Disabled</Button>
        <Button loading>Busy</Button>
      </div>
      <CodeBlock
        copyLabel="Copy the command"
        prompt
        code={'watchbill-appliance register \\\n  --server https://watchbill.corp.example \\\n  --perscode 41278830195602'}
      />
      <ConfirmDialog
        opened={asked}
        title="Reboot lax-scan-01?"
        confirm="Reboot lax-scan-01"
        tone="bad"
        onConfirm={() => setAsked(false)}
        onCancel={() => setAsked(false)}
      >
        4 slices are handed to other appliances. It polls again within 4 min.
      </ConfirmDialog>
    </Region>
  );
}
