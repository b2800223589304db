import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import { CodeBlock } from '../../ui/code/code-block.tsx';
import { Note } from '../../ui/note/note.tsx';
import { Status } from '../../ui/status/status.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import { applianceById } from './queries.ts';

interface CodeShownProps {
  readonly shown: { readonly id: string; readonly name: string; readonly personalizationCode: string; readonly expiresAt: string };
  readonly onDone: () => void;
}

/** Live updates say when it has come; this covers the time in which they cannot. */
const LOOK_AGAIN_MS = 5_000;

/** A used code is gone from the appliance: it is bound. The first poll makes it online. */
export const contactOf = (appliance: Pick<Appliance, 'codeExpiresAt' | 'state'> | undefined): 'waiting' | 'bound' | 'online' => {
  if (appliance === undefined || appliance.codeExpiresAt !== undefined) return 'waiting';
  return ['online', 'busy', 'updating'].includes(appliance.state) ? 'online' : 'bound';
};

/** The code, this once, in the command that uses it; flips by itself when the appliance has come. */
export function CodeShown({ shown, onDone }: CodeShownProps) {
  const { id, name, personalizationCode, expiresAt } = shown;
  const { data: appliance } = useQuery({ ...applianceById(id), refetchInterval: LOOK_AGAIN_MS });
  const contact = contactOf(appliance);
  return (
    <div className="code-shown">
      {contact === 'waiting' ? (
        <>
          <p>
            Run this on the machine that becomes <b>{name}</b>. The code works once, until <TimeText at={expiresAt} />, and is not shown
            again.
          </p>
          <CodeBlock
            copyLabel="Copy the command"
            prompt
            code={`watchbill-appliance register --server ${window.location.origin} --perscode ${personalizationCode}`}
          />
          <output className="code-wait">
            <Status name="waiting" qualifier="for first contact" />
          </output>
        </>
      ) : (
        <Note tone="ok">
          <b>{contact === 'online' ? `${name} is online.` : `${name} is bound.`}</b>{' '}
          {contact === 'online'
            ? `It polls from ${appliance?.hostName ?? 'its machine'} and takes scans from now on.`
            : 'Start it, and it polls.'}
        </Note>
      )}
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button variant={contact === 'waiting' ? 'default' : 'filled'} onClick={onDone}>
          {contact === 'waiting' ? 'Close' : 'Done'}
        </Button>
      </Group>
    </div>
  );
}
