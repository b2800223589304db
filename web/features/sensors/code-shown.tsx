import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Sensor } from '#contract/sensors';
import { orpc } from '../../api/client.ts';
import { sensorCommand, sensorInstallCommand } from '../../install/install-command.ts';
import { CodeBlock } from '../../ui/code/code-block.tsx';
import { Note } from '../../ui/note/note.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { Status } from '../../ui/status/status.tsx';
import { ForeignText } from '../../ui/text/foreign-text.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import { sensorById } from './queries.ts';
import { engineInWords } from './sensor-words.ts';

interface CodeShownProps {
  readonly shown: { readonly id: string; readonly name: string; readonly personalizationCode: string; readonly expiresAt: string };
  readonly kind: Sensor['kind'];
  /** A machine was bound before, maybe the same one. */
  readonly again?: boolean;
  readonly onDone: () => void;
}

/** Live updates say when it has come; this covers the time in which they cannot. */
const LOOK_AGAIN_MS = 5_000;

/** A used code is gone from the sensor: it is bound. A check-in since then makes it online. */
export const contactOf = (
  sensor: Pick<Sensor, 'codeExpiresAt' | 'registeredAt' | 'lastCheckInAt'> | undefined,
): 'waiting' | 'bound' | 'online' => {
  if (sensor?.registeredAt === undefined || sensor.codeExpiresAt !== undefined) return 'waiting';
  return sensor.lastCheckInAt !== undefined && Date.parse(sensor.lastCheckInAt) >= Date.parse(sensor.registeredAt) ? 'online' : 'bound';
};

/** The code, this once, in the line that uses it; flips by itself when the sensor has come. */
export function CodeShown({ shown, kind, again = false, onDone }: CodeShownProps) {
  const { id, name, personalizationCode, expiresAt } = shown;
  const { data: sensor } = useQuery({ ...sensorById(id), refetchInterval: LOOK_AGAIN_MS });
  const contact = contactOf(sensor);
  return (
    <div className="code-shown">
      {contact === 'waiting' ? (
        <>
          <p>
            Run this on the {kind === 'general' ? 'container host' : 'build host'} that becomes <b>{name}</b>. The code works once, until{' '}
            <TimeText at={expiresAt} />, and is not shown again.
          </p>
          <Commands kind={kind} code={personalizationCode} />
          {again && <p className="meta">On a machine that is bound already it needs a data folder of its own: --data DIR</p>}
          <output className="code-wait">
            <Status name="waiting" qualifier="for first contact" />
          </output>
        </>
      ) : (
        <>
          <Note tone="ok">
            <b>{contact === 'online' ? `${name} is online.` : `${name} is bound.`}</b>{' '}
            {contact === 'online' ? 'Its images and containers come in as it scans them.' : 'It has not checked in yet.'}
          </Note>
          {sensor !== undefined && <BoundFacts sensor={sensor} />}
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

interface CommandsProps {
  readonly kind: Sensor['kind'];
  readonly code: string;
}

/** The one line that makes it a service, and the one for a machine that has the program. */
function Commands({ kind, code }: CommandsProps) {
  const downloads = useQuery(orpc.downloads.list.queryOptions()).data?.items;
  const download = downloads?.find(({ name }) => name === 'sensor');
  const binding = { origin: window.location.origin, code, kind };
  return (
    <>
      {download !== undefined && (
        <>
          <CodeBlock copyLabel="Copy the command" prompt code={sensorInstallCommand(binding, download.path)} />
          <p className="meta">Where the program is installed already, without a service:</p>
        </>
      )}
      <CodeBlock copyLabel="Copy the command that binds and runs it" prompt code={sensorCommand(binding)} />
      <p className="meta">With Podman, name its socket instead: --docker /run/podman/podman.sock</p>
    </>
  );
}

/** What the machine told of itself. */
function BoundFacts({ sensor }: { readonly sensor: Sensor }) {
  return (
    <Facts>
      <Fact label="Host name">
        <ForeignText>{sensor.hostName ?? 'unknown'}</ForeignText>
      </Fact>
      <Fact label="Engine">
        <ForeignText>{engineInWords(sensor)}</ForeignText>
      </Fact>
      <Fact label="Version">
        <ForeignText>{sensor.version ?? 'told at the first check-in'}</ForeignText>
      </Fact>
    </Facts>
  );
}
