import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import './code.css';

interface CodeBlockProps {
  /** What it is, for the button: "Copy the command". */
  readonly copyLabel: string;
  /** What is copied; shown as is, with a prompt before it when it is a command. */
  readonly code: string;
  readonly prompt?: boolean;
}

/** A command or a code that is meant to be copied. */
export function CodeBlock({ copyLabel, code, prompt = false }: CodeBlockProps) {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <div className="code-block">
      <pre>
        {prompt && (
          <span className="code-prompt" aria-hidden>
            ${' '}
          </span>
        )}
        <code>{code}</code>
      </pre>
      <Tooltip label={clipboard.copied ? 'Copied' : copyLabel}>
        <ActionIcon variant="subtle" color="gray" aria-label={copyLabel} onClick={() => clipboard.copy(code)}>
          {clipboard.copied ? <IconCheck size={16} stroke={1.8} /> : <IconCopy size={16} stroke={1.8} />}
        </ActionIcon>
      </Tooltip>
      <output className="visually-hidden">{clipboard.copied ? 'Copied' : ''}</output>
    </div>
  );
}
