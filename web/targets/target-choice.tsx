import { Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { FieldRow } from '../ui/form/field-row.tsx';
import { Segments } from '../ui/form/segments.tsx';
import { CloudRow } from './cloud-row.tsx';
import { ReachLine } from './reach-line.tsx';
import { counted, GroupPicker } from './tag-picker.tsx';
import { TagRow } from './tag-row.tsx';
import { TARGET_FIELDS } from './target-fields.ts';
import { splitTargets } from './target-lines.ts';
import type { TargetPartProps } from './target-part-props.ts';
import './targets.css';

const KINDS = [
  { value: 'hosts', label: 'Hosts' },
  { value: 'tags', label: 'Tags' },
  { value: 'cloud', label: 'Cloud' },
] as const;

const MEANING = {
  hosts: undefined,
  tags: 'All assets that carry the tags when a launch comes: found by scans, imported, or told by a connector.',
  cloud: 'The instances of a cloud account that carry the tags and run when a launch comes.',
} as const;

interface TargetChoiceProps extends TargetPartProps {
  /** Above the tags: why none are filled in. */
  readonly tagNote?: ReactNode;
}

/** What to scan: hosts, tags or a cloud account. Switching loses nothing. */
export function TargetChoice(props: TargetChoiceProps) {
  const { values, onChange, idOf, was, tagNote } = props;
  const { targetKind } = values;
  return (
    <>
      <FieldRow label="Choose by" description={MEANING[targetKind]} was={was?.('targetKind')}>
        <div id={idOf('targetKind')} tabIndex={-1}>
          <Segments
            label={TARGET_FIELDS.targetKind.label}
            value={targetKind}
            choices={KINDS}
            onChange={(next) => onChange({ targetKind: next })}
          />
        </div>
      </FieldRow>
      {targetKind === 'hosts' && <HostRows {...props} />}
      {targetKind === 'cloud' && <CloudRow {...props} />}
      {targetKind !== 'hosts' && (
        <>
          {tagNote !== undefined && tagNote !== false && <div className="target-indent">{tagNote}</div>}
          <TagRow {...props} field="tagIds" />
          <TagRow {...props} field="exceptTagIds" />
        </>
      )}
      <FieldRow label="Reach">
        <ReachLine values={values} />
      </FieldRow>
    </>
  );
}

function HostRows({ values, onChange, errors, idOf, was }: TargetPartProps) {
  const count = splitTargets(values.include).length;
  return (
    <>
      <FieldRow
        label="Scan"
        htmlFor={idOf('include')}
        was={was?.('include')}
        description={`One a line: 10.20.0.7, 10.20.0.1-10.20.0.40, 10.20.0.0/24, 2001:db8::/120, db.corp.example. ${counted(count, 'entry', 'entries')} so far.`}
      >
        <Textarea
          id={idOf('include')}
          aria-label={TARGET_FIELDS.include.label}
          className="target-wide target-lines"
          autosize
          minRows={4}
          maxRows={14}
          spellCheck={false}
          value={values.include}
          onChange={(event) => onChange({ include: event.currentTarget.value })}
          error={errors.include}
        />
      </FieldRow>
      <FieldRow label={TARGET_FIELDS.assetGroupIds.label} htmlFor={idOf('assetGroupIds')} was={was?.('assetGroupIds')}>
        <GroupPicker
          id={idOf('assetGroupIds')}
          label={TARGET_FIELDS.assetGroupIds.label}
          placeholder="Add asset groups"
          chosen={values.assetGroupIds}
          onChange={(assetGroupIds) => onChange({ assetGroupIds })}
          error={errors.assetGroupIds}
        />
      </FieldRow>
      <FieldRow
        label={TARGET_FIELDS.exclude.label}
        htmlFor={idOf('exclude')}
        was={was?.('exclude')}
        description="Never scanned, even where the above names them. Written the same way."
      >
        <Textarea
          id={idOf('exclude')}
          className="target-wide target-lines"
          autosize
          minRows={1}
          maxRows={8}
          spellCheck={false}
          value={values.exclude}
          onChange={(event) => onChange({ exclude: event.currentTarget.value })}
          error={errors.exclude}
        />
      </FieldRow>
    </>
  );
}
