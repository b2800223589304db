import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import './image.css';

/** The first twelve hexadecimal digits, as people and engines name an image or a container. */
export const shortDigest = (digest: string): string => digest.replace(/^sha256:/, '').slice(0, 12);

/** A digest in short; whole on hover. */
export const ShortDigest = ({ digest }: { readonly digest: string }) => (
  <span className="mono" title={digest}>
    {shortDigest(digest)}
  </span>
);

interface CopyTextProps {
  /** What is copied. */
  readonly text: string;
  /** "Copy the digest" */
  readonly label: string;
}

/** A small button that copies what stands before it. */
export function CopyText({ text, label }: CopyTextProps) {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <>
      <Tooltip label={clipboard.copied ? 'Copied' : label}>
        <ActionIcon className="copy-text" variant="subtle" color="gray" size={24} aria-label={label} onClick={() => clipboard.copy(text)}>
          {clipboard.copied ? <IconCheck size={14} stroke={1.8} /> : <IconCopy size={14} stroke={1.7} />}
        </ActionIcon>
      </Tooltip>
      <output className="visually-hidden">{clipboard.copied ? 'Copied' : ''}</output>
    </>
  );
}

/** A whole digest, broken where it must, with a button that copies it. */
export const WholeDigest = ({ digest, label = 'Copy the digest' }: { readonly digest: string; readonly label?: string }) => (
  <span className="whole-digest">
    <span className="mono">{digest}</span>
    <CopyText text={digest} label={label} />
  </span>
);
