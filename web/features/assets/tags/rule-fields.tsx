import { Textarea, TextInput } from '@mantine/core';
import type { TagDraft } from './tag-draft.ts';

interface RuleFieldsProps {
  readonly id: string;
  readonly draft: TagDraft;
  readonly error: string | undefined;
  readonly onChange: (change: Partial<TagDraft>) => void;
}

/** What a rule asks for; a static tag asks nothing. */
export function RuleFields({ id, draft, error, onChange }: RuleFieldsProps) {
  switch (draft.kind) {
    case 'static':
      return null;
    case 'network':
      return (
        <Textarea
          id={id}
          aria-label="Addresses, ranges or networks"
          className="form-dialog-wide mono-input"
          placeholder="10.20.0.0/16"
          autosize
          minRows={3}
          maxRows={12}
          spellCheck={false}
          value={draft.ranges}
          error={error}
          onChange={(event) => onChange({ ranges: event.currentTarget.value })}
        />
      );
    case 'name':
      return <Line id={id} label="Pattern of the name" placeholder="web-*.corp.example" field="pattern" {...{ draft, error, onChange }} />;
    case 'product':
      return <Line id={id} label="Part of a product or system" placeholder="nginx 1.24" field="text" {...{ draft, error, onChange }} />;
    case 'cloud':
      return (
        <>
          <Line id={id} label="Name of the cloud tag" placeholder="env" field="key" {...{ draft, error, onChange }} />
          <span className="text-2">=</span>
          <Line
            id={`${id}-value`}
            label="Value of the cloud tag"
            placeholder="any value"
            field="value"
            {...{ draft, onChange }}
            error={undefined}
          />
        </>
      );
  }
}

interface LineProps extends RuleFieldsProps {
  readonly label: string;
  readonly placeholder: string;
  readonly field: 'pattern' | 'text' | 'key' | 'value';
}

function Line({ id, label, placeholder, field, draft, error, onChange }: LineProps) {
  return (
    <TextInput
      id={id}
      aria-label={label}
      className="mono-input"
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      value={draft[field]}
      error={error}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  );
}

/** What the chosen kind means. */
export const RULE_MEANING: Record<TagDraft['kind'], string> = {
  static: 'People assign it, in the list of assets or by an import.',
  network: 'Every asset whose address lies in one of these. One a line.',
  name: 'Every asset whose whole name fits: * stands for any characters, ? for one.',
  product: 'Every asset on which a scan found it, with or without the version, or whose operating system has it.',
  cloud: 'Every cloud instance with this tag of the cloud. In the value, * stands for any characters, ? for one.',
};
