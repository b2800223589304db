import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { DistributedPackage } from '#contract/packages';
import { PanelSection, SidePanel } from '../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import { sizeOf, useOf } from './package-columns.tsx';
import { shortVersion } from './short-version.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';

interface PackagePanelProps {
  readonly subject: DistributedPackage;
  /** Absent for who may only look. */
  readonly onStart: (() => void) | undefined;
  readonly onClose: () => void;
}

/** What can be done with a version, and why not. */
const NOTES: Record<DistributedPackage['use'], string> = {
  current: 'The fleet runs it. To withdraw it, roll out another version first.',
  'rolling-out': 'It is on its way. To withdraw it, abort its roll-out first.',
  none: 'No appliance is told to run it. A roll-out installs it phase by phase.',
};

/** A version that the Distribution Server holds, and what can be done with it. */
export function PackagePanel({ subject, onStart, onClose }: PackagePanelProps) {
  const [withdrawing, setWithdrawing] = useState(false);
  const { package: name, version, sha256, publishedAt, publishedBy, withdrawnAt, use, appliances } = subject;
  const isFree = use === 'none' && withdrawnAt === undefined;
  return (
    <SidePanel title={`${name} ${shortVersion(version)}`} width={480} onClose={onClose}>
      <PanelSection>
        <p className="text-2">
          {withdrawnAt === undefined
            ? NOTES[use]
            : 'It is offered no more: no appliance can install it. Publish it under another version to offer it again.'}
        </p>
        {onStart !== undefined && isFree && (
          <Group gap="xs" mt="sm">
            <Button size="xs" onClick={onStart}>
              Roll out
            </Button>
            <Button size="xs" variant="default" c="var(--bad-text)" onClick={() => setWithdrawing(true)}>
              Withdraw
            </Button>
          </Group>
        )}
      </PanelSection>
      <PanelSection title="Version">
        <Facts>
          <Fact label="Version">{version}</Fact>
          <Fact label="Use">{useOf(subject)}</Fact>
          <Fact label="Appliances">{formatNumber(appliances)}</Fact>
          <Fact label="Size">{sizeOf(subject)}</Fact>
          <Fact label="Published">
            <TimeText at={publishedAt} /> by {publishedBy}
          </Fact>
          {withdrawnAt !== undefined && (
            <Fact label="Withdrawn">
              <TimeText at={withdrawnAt} />
            </Fact>
          )}
          <Fact label="SHA-256">
            <span className="mono package-digest">{sha256}</span>
          </Fact>
        </Facts>
      </PanelSection>
      {withdrawing && <WithdrawDialog subject={subject} onClose={() => setWithdrawing(false)} />}
    </SidePanel>
  );
}
