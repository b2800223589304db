import { useQuery } from '@tanstack/react-query';
import type { ApplianceUpdateNote } from '#contract/appliance-fleet';
import type { Appliance } from '#contract/appliances';
import { orpc } from '../../../api/client.ts';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PageLink } from '../../../ui/page/page-link.tsx';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../../ui/stat/facts.tsx';
import { Status } from '../../../ui/status/status.tsx';
import type { StatusName } from '../../../ui/status/status-vocabulary.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { PanelSkeleton } from './panel-skeleton.tsx';

/** What the appliance runs of each package, what it should run, and how its updates went. */
export function UpdatesTab({ appliance }: { readonly appliance: Appliance }) {
  return (
    <>
      <Running appliance={appliance} />
      <History appliance={appliance} />
    </>
  );
}

const PACKAGES = ['appliance', 'scand', 'signatures'] as const;

function Running({ appliance: { versions, outdated } }: { readonly appliance: Appliance }) {
  return (
    <PanelSection title="Packages" aside={<PageLink to="/appliances/updates">Roll-outs</PageLink>}>
      {versions === undefined ? (
        <p className="meta">Told at the first poll.</p>
      ) : (
        <Facts>
          {PACKAGES.map((name) => {
            const behind = outdated.find(({ package: of }) => of === name);
            return (
              <Fact key={name} label={name}>
                {versions[name] ?? 'none'}
                {behind !== undefined && (
                  <span className="tone-text" data-tone="warn">
                    {' '}
                    should be {behind.wanted}
                  </span>
                )}
              </Fact>
            );
          })}
        </Facts>
      )}
    </PanelSection>
  );
}

const STATES: Readonly<Record<string, StatusName>> = {
  downloading: 'updating',
  installing: 'updating',
  installed: 'succeeded',
  current: 'succeeded',
  failed: 'failed',
  'rolled-back': 'failed',
};
const WORDS: Readonly<Record<string, string>> = {
  downloading: 'downloading',
  installing: 'installing',
  'rolled-back': 'rolled back',
  current: 'nothing newer',
};

function History({ appliance }: { readonly appliance: Appliance }) {
  const read = useQuery(orpc.appliances.updates.queryOptions({ input: { id: appliance.id } }));
  if (read.data === undefined && !read.isError) return <PanelSkeleton />;
  const items = read.data?.items ?? [];
  return (
    <PanelSection title="What it told" aside={items.length === 50 && <span className="meta">the newest 50</span>}>
      {read.isError && (
        <FailureNote title="The updates could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
      )}
      {read.isSuccess && items.length === 0 && <p className="meta">It looks for updates every four hours and tells here how they went.</p>}
      <ul className="job-rows" aria-label="Updates">
        {items.map((note) => (
          <UpdateRow key={`${note.package} ${note.at} ${note.state}`} note={note} />
        ))}
      </ul>
    </PanelSection>
  );
}

function UpdateRow({ note }: { readonly note: ApplianceUpdateNote }) {
  const { package: name, at, state, fromVersion, toVersion, reason } = note;
  const change = [fromVersion === undefined ? '' : `from ${fromVersion}`, toVersion === undefined ? '' : `to ${toVersion}`].filter(Boolean);
  return (
    <li className="job-row">
      <span className="job-title">{name === 'repository' ? 'Distribution Server' : name}</span>
      <Status name={STATES[state] ?? 'waiting'} {...(WORDS[state] !== undefined && { qualifier: `(${WORDS[state]})` })} />
      <span className="job-hops meta tabular">
        <TimeText at={at} />
        {change.length > 0 && <span className="job-versions">{change.join(' ')}</span>}
      </span>
      {reason !== undefined && <p className="job-reason text-2">{reason}</p>}
    </li>
  );
}
