import { PasswordInput, TagsInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Connector } from '#contract/connectors';
import { client, orpc } from '../../../api/client.ts';
import { useEditForm } from '../../../api/use-edit-form.ts';
import { FormDialog } from '../../../ui/dialog/form-dialog.tsx';
import { NameRow } from '../../../ui/dialog/name-row.tsx';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { Segments } from '../../../ui/form/segments.tsx';
import { toast } from '../../../ui/toast/toast.ts';
import {
  CONNECTOR_FIELDS,
  type ConnectorDraft,
  type ConnectorField,
  needsSecret,
  REGIONS,
  toConnectorDraft,
  toConnectorInput,
  wrongInConnector,
} from './connector-draft.ts';

const ADDRESSES = [
  { value: 'private', label: 'Private addresses' },
  { value: 'public', label: 'Public addresses' },
] as const;

interface ConnectorDialogProps {
  /** Absent: a new one. */
  readonly connector: Connector | undefined;
  readonly onClose: () => void;
}

/** Creates or changes a cloud connector. */
export function ConnectorDialog({ connector, onClose }: ConnectorDialogProps) {
  const queryClient = useQueryClient();
  const form = useEditForm({
    saved: connector,
    toDraft: toConnectorDraft,
    fields: CONNECTOR_FIELDS,
    wrongIn: (draft) => wrongInConnector(draft, connector),
    name: 'connector',
    send: (draft, saved) => {
      const { secretAccessKey } = draft;
      const input = toConnectorInput(draft);
      if (saved === undefined) return client.connectors.create({ ...input, secretAccessKey });
      const { id, revision } = saved;
      return client.connectors.replace({ ...input, id, revision, ...(secretAccessKey !== '' && { secretAccessKey }) });
    },
    onSaved: ({ name }) => {
      toast(`Cloud connector saved: ${name}`);
      void queryClient.invalidateQueries({ queryKey: orpc.connectors.key() });
      onClose();
    },
  });
  const { draft, errors, idOf, change } = form;
  const line = { draft, errors, idOf, onChange: change };
  return (
    <FormDialog
      title={connector === undefined ? 'New cloud connector' : `Edit ${connector.name}`}
      action={connector === undefined ? 'Create connector' : 'Save connector'}
      form={form}
      wide
      onClose={onClose}
    >
      <NameRow
        id={idOf('name')}
        label={CONNECTOR_FIELDS.name}
        value={draft.name}
        error={errors.name}
        maxLength={200}
        onChange={(name) => change({ name })}
      />
      <FieldRow label={CONNECTOR_FIELDS.regions} htmlFor={idOf('regions')}>
        <TagsInput
          id={idOf('regions')}
          className="form-dialog-wide"
          placeholder={draft.regions.length === 0 ? 'eu-central-1' : ''}
          data={REGIONS}
          value={[...draft.regions]}
          splitChars={[',', ' ', ';']}
          maxDropdownHeight={220}
          error={errors.regions}
          onChange={(regions) => change({ regions })}
        />
      </FieldRow>
      <Line field="accessKeyId" {...line} description="Of a user with the permission ec2:DescribeInstances, and no other." />
      <FieldRow
        label={CONNECTOR_FIELDS.secretAccessKey}
        htmlFor={idOf('secretAccessKey')}
        description="Kept encrypted, and never shown again."
      >
        <PasswordInput
          id={idOf('secretAccessKey')}
          className="form-dialog-wide"
          autoComplete="off"
          placeholder={needsSecret(draft, connector) ? '' : 'The stored one stays'}
          visibilityToggleButtonProps={{ 'aria-label': 'Show what was typed' }}
          value={draft.secretAccessKey}
          error={errors.secretAccessKey}
          onChange={(event) => change({ secretAccessKey: event.currentTarget.value })}
        />
      </FieldRow>
      <FieldRow label={CONNECTOR_FIELDS.addressKind} error={errors.addressKind}>
        <Segments
          label="Which addresses are scanned"
          value={draft.addressKind}
          choices={ADDRESSES}
          onChange={(addressKind) => change({ addressKind })}
        />
      </FieldRow>
      <Line
        field="endpoint"
        {...line}
        placeholder="Amazon’s own, by region"
        description="Only where the EC2 API is reached at another address."
      />
    </FormDialog>
  );
}

interface LineProps {
  readonly field: 'accessKeyId' | 'endpoint';
  readonly draft: ConnectorDraft;
  readonly errors: Partial<Record<ConnectorField, string>>;
  readonly idOf: (field: ConnectorField) => string;
  readonly onChange: (change: Partial<ConnectorDraft>) => void;
  readonly description?: string;
  readonly placeholder?: string;
}

function Line({ field, draft, errors, idOf, onChange, description, placeholder = '' }: LineProps) {
  return (
    <FieldRow label={CONNECTOR_FIELDS[field]} htmlFor={idOf(field)} description={description}>
      <TextInput
        id={idOf(field)}
        className="form-dialog-wide mono-input"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={draft[field]}
        error={errors[field]}
        onChange={(event) => onChange({ [field]: event.currentTarget.value })}
      />
    </FieldRow>
  );
}
