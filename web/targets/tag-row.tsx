import { FieldRow } from '../ui/form/field-row.tsx';
import { Segments } from '../ui/form/segments.tsx';
import { TagPicker } from './tag-picker.tsx';
import { TARGET_FIELDS } from './target-fields.ts';
import type { TargetPartProps } from './target-part-props.ts';
import type { TagMatch } from './target-values.ts';

const MATCHES = [
  { value: 'any', label: 'Any' },
  { value: 'all', label: 'All' },
] as const;

const SENTENCES: Record<'tagIds' | 'exceptTagIds', Record<TagMatch, string>> = {
  tagIds: { any: 'Assets with at least one of these tags.', all: 'Assets with all of these tags.' },
  exceptTagIds: { any: 'Left out: assets with at least one of these tags.', all: 'Left out: assets with all of these tags.' },
};

/** Tags to scan, or to leave out; any or all of them. */
export function TagRow({ values, onChange, errors, idOf, was, field }: TargetPartProps & { readonly field: 'tagIds' | 'exceptTagIds' }) {
  const including = field === 'tagIds';
  const match = including ? values.tagMatch : values.exceptTagMatch;
  const label = TARGET_FIELDS[field].label;
  return (
    <FieldRow label={label} was={was?.(field)} description={SENTENCES[field][match]}>
      <Segments
        label={`${label}: any or all`}
        value={match}
        choices={MATCHES}
        onChange={(next) => onChange(including ? { tagMatch: next } : { exceptTagMatch: next })}
      />
      <TagPicker
        id={idOf(field)}
        label={label}
        placeholder={including ? 'Add tags' : 'Add tags to leave out'}
        chosen={values[field]}
        onChange={(ids) => onChange({ [field]: ids })}
        error={errors[field]}
      />
    </FieldRow>
  );
}
