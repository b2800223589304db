import { ActionIcon } from '@mantine/core';
import { IconArrowsDiagonal } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Appliance } from '#contract/appliances';
import { toProblem } from '../../../api/problem.ts';
import type { ListUrlState } from '../../../ui/list/use-list-url-state.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PanelTabs } from '../../../ui/panel/panel-tabs.tsx';
import { SidePanel } from '../../../ui/panel/side-panel.tsx';
import { Status } from '../../../ui/status/status.tsx';
import { applianceById } from '../queries.ts';
import type { ApplianceActions } from '../use-appliance-actions.tsx';
import { ApplianceMenu } from './appliance-menu.tsx';
import { ApplianceParts } from './appliance-parts.tsx';
import { tabOf, tabsFor } from './appliance-tab.ts';
import { PanelSkeleton } from './panel-skeleton.tsx';

interface AppliancePanelProps {
  readonly id: string;
  readonly list: Pick<ListUrlState, 'tab' | 'setOpen' | 'setTab'>;
  /** Absent for who may only look. */
  readonly actions: ApplianceActions | undefined;
}

/** One appliance at the side of the list. */
export function AppliancePanel({ id, list, actions }: AppliancePanelProps) {
  const read = useQuery(applianceById(id));
  const tabs = tabsFor(actions !== undefined);
  const tab = tabOf(list.tab, tabs);
  const appliance = read.data;
  const buttons = appliance !== undefined && (
    <>
      <PageButton appliance={appliance} tab={list.tab} />
      {actions !== undefined && <ApplianceMenu appliance={appliance} actions={actions} />}
    </>
  );
  return (
    <SidePanel
      title={appliance?.name ?? 'Appliance'}
      width={480}
      aside={appliance !== undefined && <ApplianceState appliance={appliance} />}
      actions={buttons}
      tabs={<PanelTabs label="Parts of the appliance" tabs={tabs} current={tab} />}
      onClose={() => list.setOpen(undefined)}
    >
      {read.isError && appliance === undefined && (
        <div className="list-note">
          <FailureNote title="The appliance could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
        </div>
      )}
      {read.isPending && <PanelSkeleton />}
      {appliance !== undefined && <ApplianceParts key={id} appliance={appliance} tab={tab} onTab={list.setTab} actions={actions} />}
    </SidePanel>
  );
}

/** To the same tab on the page of the appliance, which can be sent to others. */
function PageButton({ appliance: { id, name }, tab }: { readonly appliance: Appliance; readonly tab: string | undefined }) {
  return (
    <ActionIcon
      component={Link}
      to="/appliances/$id"
      params={{ id } as never}
      search={(tab === undefined ? {} : { tab }) as never}
      variant="subtle"
      color="gray"
      aria-label={`Page of ${name}`}
    >
      <IconArrowsDiagonal size={16} stroke={1.8} />
    </ActionIcon>
  );
}

/** Its state, and how much it works on. */
export function ApplianceState({ appliance: { state, runningSlices } }: { readonly appliance: Appliance }) {
  const count = runningSlices.length;
  return <Status name={state} {...(count > 0 && { qualifier: count === 1 ? '1 slice' : `${count} slices` })} />;
}
