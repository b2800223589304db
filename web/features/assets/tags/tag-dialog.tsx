import { useQueryClient } from '@tanstack/react-query';
import type { Tag } from '#contract/tags';
import { client, orpc } from '../../../api/client.ts';
import { useEditForm } from '../../../api/use-edit-form.ts';
import { FormDialog } from '../../../ui/dialog/form-dialog.tsx';
import { NameRow } from '../../../ui/dialog/name-row.tsx';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { Segments } from '../../../ui/form/segments.tsx';
import { toast } from '../../../ui/toast/toast.ts';
import { RULE_MEANING, RuleFields } from './rule-fields.tsx';
import { RuleReach } from './rule-reach.tsx';
import { sayTagIssue, TAG_FIELDS, toTagDraft, toTagRule, wrongInTag } from './tag-draft.ts';

const KINDS = [
  { value: 'static', label: 'Assigned' },
  { value: 'network', label: 'Network' },
  { value: 'name', label: 'Name' },
  { value: 'product', label: 'Product' },
  { value: 'cloud', label: 'Cloud tag' },
] as const;

interface TagDialogProps {
  /** Absent: a new one. */
  readonly tag: Tag | undefined;
  readonly onClose: () => void;
}

/** Creates or changes a tag. */
export function TagDialog({ tag, onClose }: TagDialogProps) {
  const queryClient = useQueryClient();
  const form = useEditForm({
    saved: tag,
    toDraft: toTagDraft,
    fields: TAG_FIELDS,
    wrongIn: wrongInTag,
    say: sayTagIssue,
    name: 'tag',
    send: (draft, saved) => {
      const input = { name: draft.name.trim(), rule: toTagRule(draft) };
      return saved === undefined ? client.tags.create(input) : client.tags.replace({ ...input, id: saved.id, revision: saved.revision });
    },
    onSaved: ({ name }) => {
      toast(`Tag saved: ${name}`);
      void queryClient.invalidateQueries({ queryKey: orpc.tags.key() });
      void queryClient.invalidateQueries({ queryKey: orpc.assets.key() });
      onClose();
    },
  });
  const { draft, errors, idOf, change } = form;
  return (
    <FormDialog
      title={tag === undefined ? 'New tag' : `Edit ${tag.name}`}
      action={tag === undefined ? 'Create tag' : 'Save tag'}
      form={form}
      wide
      onClose={onClose}
    >
      <NameRow
        id={idOf('name')}
        label={TAG_FIELDS.name}
        value={draft.name}
        error={errors.name}
        maxLength={100}
        onChange={(name) => change({ name })}
      />
      <FieldRow label={TAG_FIELDS.rule} description={RULE_MEANING[draft.kind]} error={draft.kind === 'static' ? errors.rule : undefined}>
        <Segments label="Kind of tag" value={draft.kind} choices={KINDS} onChange={(kind) => change({ kind })} />
        <RuleFields id={idOf('rule')} draft={draft} error={errors.rule} onChange={change} />
      </FieldRow>
      <RuleReach draft={draft} />
      <ChangeNote before={tag} after={draft.kind} />
    </FormDialog>
  );
}

/** What becomes of those that carry it when the kind changes. */
function ChangeNote({ before, after }: { readonly before: Tag | undefined; readonly after: Tag['rule']['kind'] }) {
  if (before === undefined || before.rule.kind === after) return null;
  if (after === 'static') return <p className="meta">The assets that carry it now keep it; from then on people assign it.</p>;
  if (before.rule.kind !== 'static') return null;
  return <p className="meta">The rule takes the place of what people have assigned.</p>;
}
