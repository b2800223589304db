import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import { installCommand, registerCommand } from '../../install/install-command.ts';
import { CodeBlock } from '../../ui/code/code-block.tsx';
import { Note } from '../../ui/note/note.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { Status } from '../../ui/status/status.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import { applianceById } from './queries.ts';

interface CodeShownProps {
  readonly shown: { readonly id: string; readonly name: string; readonly personalizationCode: string; readonly expiresAt: string };
  /** A machine was bound before, maybe the same one. */
  readonly again?: boolean;
  readonly onDone: () => void;
}

/** Live updates say when it has come; this covers the time in which they cannot. */
const LOOK_AGAIN_MS = 5_000;

/** A used code is gone from the appliance: it is bound. A poll since then makes it online; one of the machine before does not. */
export const contactOf = (
  appliance: Pick<Appliance, 'codeExpiresAt' | 'registeredAt' | 'lastPollAt'> | undefined,
): 'waiting' | 'bound' | 'online' => {
  if (appliance?.registeredAt === undefined || appliance.codeExpiresAt !== undefined) return 'waiting';
  return appliance.lastPollAt !== undefined && Date.parse(appliance.lastPollAt) >= Date.parse(appliance.registeredAt) ? 'online' : 'bound';
};

/** The code, this once, in the command that uses it; flips by itself when the appliance has come. */
export function CodeShown({ shown, again = false, onDone }: CodeShownProps) {
  const { id, name, personalizationCode, expiresAt } = shown;
  const { data: appliance } = useQuery({ ...applianceById(id), refetchInterval: LOOK_AGAIN_MS });
  const contact = contactOf(appliance);
  const binding = { origin: window.location.origin, code: personalizationCode, again };
  return (
    <div className="code-shown">
      {contact === 'waiting' ? (
        <>
          <p>
            Run this on the machine that becomes <b>{name}</b>. The code works once, until <TimeText at={expiresAt} />, and is not shown
            again.
          </p>
          <CodeBlock copyLabel="Copy the command" prompt code={installCommand(binding)} />
          <p className="meta">
            It installs the appliance as a service, or upgrades it, and binds it. Where the program runs without a service:
          </p>
          <CodeBlock copyLabel="Copy the command that only binds" prompt code={registerCommand(binding)} />
          <output className="code-wait">
            <Status name="waiting" qualifier="for first contact" />
          </output>
        </>
      ) : (
        <>
          <Note tone="ok">
            <b>{contact === 'online' ? `${name} is online.` : `${name} is bound.`}</b>{' '}
            {contact === 'online' ? 'It polls, and takes scans from now on.' : 'It has not polled yet; start it where no service does.'}
          </Note>
          {appliance !== undefined && <BoundFacts appliance={appliance} />}
        </>
      )}
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button variant={contact === 'waiting' ? 'default' : 'filled'} onClick={onDone}>
          {contact === 'waiting' ? 'Close' : 'Done'}
        </Button>
      </Group>
    </div>
  );
}

/** What the machine told of itself. */
function BoundFacts({ appliance: { hostName, addresses, versions, capacity } }: { readonly appliance: Appliance }) {
  return (
    <Facts>
      <Fact label="Host name">{hostName ?? 'unknown'}</Fact>
      <Fact label="Addresses">{addresses.length === 0 ? 'none told' : <span className="mono">{addresses.join(', ')}</span>}</Fact>
      <Fact label="Appliance">{versions?.appliance ?? 'told at the first poll'}</Fact>
      <Fact label="Engines">
        {versions === undefined ? 'told at the first poll' : versions.engines.map((one) => `${one.name} ${one.version}`).join(', ')}
      </Fact>
      <Fact label="Slots">{capacity?.slots ?? 'told at the first poll'}</Fact>
    </Facts>
  );
}
