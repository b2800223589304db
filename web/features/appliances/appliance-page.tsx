import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { type Problem, toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { Page, PageScroll } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { PanelTabs } from '../../ui/panel/panel-tabs.tsx';
import { ApplianceMenu } from './panel/appliance-menu.tsx';
import { ApplianceState } from './panel/appliance-panel.tsx';
import { ApplianceParts } from './panel/appliance-parts.tsx';
import { tabOf, tabsFor } from './panel/appliance-tab.ts';
import { PanelSkeleton } from './panel/panel-skeleton.tsx';
import { applianceById } from './queries.ts';
import { useApplianceActions } from './use-appliance-actions.tsx';
import './appliances.css';

/** One appliance, with all that its panel shows, at an address of its own. */
export function AppliancePage({ id }: { readonly id: string }) {
  const read = useQuery(applianceById(id));
  const { data: me } = useSuspenseQuery(meOptions());
  const url = useListUrlState('');
  const allActions = useApplianceActions();
  const actions = me.permissions.includes('appliances.write') ? allActions : undefined;
  const tabs = tabsFor(actions !== undefined);
  const tab = tabOf(url.tab, tabs);
  const appliance = read.data;
  const head = appliance !== undefined && {
    aside: <ApplianceState appliance={appliance} />,
    ...(actions !== undefined && { actions: <ApplianceMenu appliance={appliance} actions={actions} /> }),
  };
  return (
    <Page>
      <PageHead parent={{ label: 'Appliances', to: '/appliances' }} title={appliance?.name ?? 'Appliance'} {...head} />
      <PanelTabs ofPage label="Parts of the appliance" tabs={tabs} current={tab} />
      <PageScroll>
        <div className="appliance-page">
          {read.isError && appliance === undefined && <ReadFailure problem={toProblem(read.error)} onRetry={() => void read.refetch()} />}
          {read.isPending && <PanelSkeleton />}
          {appliance !== undefined && <ApplianceParts key={id} appliance={appliance} tab={tab} onTab={url.setTab} actions={actions} />}
        </div>
      </PageScroll>
      {allActions.dialogs}
    </Page>
  );
}

function ReadFailure({ problem, onRetry }: { readonly problem: Problem; readonly onRetry: () => void }) {
  return (
    <div className="list-note">
      {problem.code === 'not-found' || problem.code === 'invalid-input' ? (
        <FailureNote title="There is no such appliance." message="Look for it in the list of appliances." />
      ) : (
        <FailureNote title="The appliance could not be read." {...problem} onRetry={onRetry} />
      )}
    </div>
  );
}
