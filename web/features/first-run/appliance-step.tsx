import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { toProblem } from '../../api/problem.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { Status } from '../../ui/status/status.tsx';
import { embeddedAppliance } from './queries.ts';

/** The appliance that runs on the server's own machine, as it comes up. */
export function ApplianceStep({ onDone }: { readonly onDone: () => void }) {
  const appliances = useQuery(embeddedAppliance());
  const appliance = appliances.data?.items[0];
  const ready = appliance !== undefined && ['online', 'busy', 'updating'].includes(appliance.state);
  return (
    <div className="first-run-form">
      <h1>Embedded appliance</h1>
      <p className="text-2">An appliance runs on this machine, so that something can be scanned at once. Others are added later.</p>
      {appliances.isError && <FailureNote title="The appliances could not be read." {...toProblem(appliances.error)} />}
      <section aria-label="State of the embedded appliance" aria-live="polite">
        {appliance === undefined ? (
          <Status name="waiting" qualifier="for its first contact" />
        ) : (
          <Facts>
            <Fact label="Name">{appliance.name}</Fact>
            <Fact label="State">
              <Status name={appliance.state} reason={appliance.stateReason} />
            </Fact>
            {appliance.versions !== undefined && (
              <Fact label="Versions">
                scand {appliance.versions.scand}
                {appliance.versions.engines.map(({ name, version }) => `, ${name} ${version}`)}
              </Fact>
            )}
            {appliance.capacity !== undefined && <Fact label="Capacity">{appliance.capacity.slots} slots</Fact>}
          </Facts>
        )}
      </section>
      <div className="first-run-actions">
        <Button variant={ready ? 'filled' : 'default'} onClick={onDone}>
          {ready ? 'Go on' : 'Go on without it'}
        </Button>
      </div>
    </div>
  );
}
