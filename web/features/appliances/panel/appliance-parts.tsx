import { useState } from 'react';
import type { Appliance } from '#contract/appliances';
import { CommandsSection } from '../commands/commands-section.tsx';
import type { ListKind } from '../commands/network-draft.ts';
import { NetworkForm } from '../commands/network-form.tsx';
import { ClockSection } from '../log/clock-section.tsx';
import { LogSection } from '../log/log-section.tsx';
import type { ApplianceActions } from '../use-appliance-actions.tsx';
import type { ApplianceTab } from './appliance-tab.ts';
import { AuditTab } from './audit-tab.tsx';
import { CodeOpen } from './code-open.tsx';
import { JobsTab } from './jobs-tab.tsx';
import { NetworkTab } from './network-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { UpdatesTab } from './updates-tab.tsx';

interface AppliancePartsProps {
  readonly appliance: Appliance;
  readonly tab: ApplianceTab;
  readonly onTab: (tab: ApplianceTab) => void;
  /** Absent for who may only look. */
  readonly actions: ApplianceActions | undefined;
}

/** The open tab, in the panel and on the page. A form that was begun stays as it is while other tabs are looked at. */
export function ApplianceParts({ appliance, tab, onTab, actions }: AppliancePartsProps) {
  const [form, setForm] = useState<ListKind>();
  const openForm = (kind: ListKind) => {
    setForm(kind);
    onTab('commands');
  };
  const onOpenForm = actions === undefined ? undefined : openForm;
  return (
    <>
      {appliance.codeExpiresAt !== undefined && appliance.state !== 'retired' && (
        <CodeOpen expiresAt={appliance.codeExpiresAt} onNewCode={actions && (() => actions.renewCode(appliance))} />
      )}
      {tab === 'overview' && <OverviewTab appliance={appliance} onOpenForm={onOpenForm} />}
      {tab === 'jobs' && <JobsTab appliance={appliance} />}
      {tab === 'commands' && form === undefined && <CommandsSection appliance={appliance} first={20} onOpenForm={onOpenForm} />}
      {form !== undefined && (
        <div hidden={tab !== 'commands'}>
          <NetworkForm key={form} appliance={appliance} kind={form} onClose={() => setForm(undefined)} />
        </div>
      )}
      {tab === 'updates' && <UpdatesTab appliance={appliance} />}
      {tab === 'network' && <NetworkTab appliance={appliance} />}
      {tab === 'log' && <LogSection appliance={appliance} />}
      {tab === 'clock' && <ClockSection appliance={appliance} />}
      {tab === 'audit' && <AuditTab appliance={appliance} />}
    </>
  );
}
