import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Asset } from '#contract/assets';
import { client, orpc } from '../../../api/client.ts';
import { toProblem } from '../../../api/problem.ts';
import { TagPicker } from '../../../targets/tag-picker.tsx';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PanelMenu } from '../../../ui/panel/panel-menu.tsx';
import { PanelSection, SidePanel } from '../../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../../ui/stat/facts.tsx';
import { RelativeTime } from '../../../ui/time/time-text.tsx';
import { assetById, useMay, useTags } from '../queries.ts';
import { RemoveDialog } from '../remove-dialog.tsx';
import { assetTitle, LastScan, SOURCES, TagChips, tagsOf } from './asset-columns.tsx';
import { assignedTags } from './tag-outcome.ts';

interface AssetPanelProps {
  readonly id: string;
  readonly unit: (id: string | undefined) => string | undefined;
  readonly onClose: () => void;
}

/** One asset at the side of the list: what is known of it, and its tags. */
export function AssetPanel({ id, unit, onClose }: AssetPanelProps) {
  const { data: asset, isError, error, refetch } = useQuery(assetById(id));
  const mayWrite = useMay('assets.write');
  const [removing, setRemoving] = useState(false);
  const actions =
    mayWrite && asset !== undefined ? [{ label: 'Delete', icon: IconTrash, onClick: () => setRemoving(true), destructive: true }] : [];
  const title = asset === undefined ? 'Asset' : assetTitle(asset);
  return (
    <SidePanel
      title={title}
      width={312}
      {...(asset?.address !== undefined && asset.name !== undefined && { subtitle: asset.name })}
      actions={<PanelMenu of={title} actions={actions} />}
      onClose={onClose}
    >
      {isError && asset === undefined && (
        <div className="list-note">
          <FailureNote title="The asset could not be read." {...toProblem(error)} onRetry={() => void refetch()} />
        </div>
      )}
      {asset !== undefined && (
        <>
          <AssetFacts asset={asset} unit={unit(asset.businessUnitId)} />
          <AssetTags asset={asset} mayWrite={mayWrite} />
          {asset.cloud !== undefined && <CloudFacts cloud={asset.cloud} />}
        </>
      )}
      {removing && asset !== undefined && <RemoveAsset asset={asset} onClose={() => setRemoving(false)} onRemoved={onClose} />}
    </SidePanel>
  );
}

function AssetFacts({ asset, unit }: { readonly asset: Asset; readonly unit: string | undefined }) {
  const { operatingSystem, products, source, scannable, lastSeenAt, createdAt } = asset;
  return (
    <PanelSection>
      <Facts>
        <Fact label="System">{operatingSystem ?? 'unknown'}</Fact>
        <Fact label="Products">
          {products.length === 0 ? (
            'none known'
          ) : (
            <ul className="asset-lines">
              {products.map((product) => (
                <li key={product}>{product}</li>
              ))}
            </ul>
          )}
        </Fact>
        {unit !== undefined && <Fact label="Unit">{unit}</Fact>}
        <Fact label="Known by">{SOURCES[source]}</Fact>
        <Fact label="Scannable">{scannable ? 'yes' : 'no: the instance does not run, or has no address of the kind that is scanned'}</Fact>
        <Fact label="First seen">
          <RelativeTime at={createdAt} />
        </Fact>
        <Fact label="Last seen">{lastSeenAt === undefined ? 'never' : <RelativeTime at={lastSeenAt} />}</Fact>
        <Fact label="Last scan">
          <LastScan asset={asset} />
        </Fact>
      </Facts>
    </PanelSection>
  );
}

/** Tags by rule as they are, assigned ones to be changed. */
function AssetTags({ asset, mayWrite }: { readonly asset: Asset; readonly mayWrite: boolean }) {
  const queryClient = useQueryClient();
  const tags = useTags(asset.tagIds);
  const assign = useMutation({
    mutationFn: (tagIds: readonly string[]) => client.assets.change({ id: asset.id, tagIds: [...tagIds] }),
    onSuccess: (changed) => queryClient.setQueryData(assetById(changed.id).queryKey, changed),
    onSettled: () => Promise.all([orpc.assets.key(), orpc.tags.key()].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
  const assigned = assign.isPending ? assign.variables : assignedTags(asset, tags);
  const byRule = tagsOf(asset, tags).filter(({ rule }) => rule.kind !== 'static');
  return (
    <PanelSection title="Tags">
      <div className="asset-panel-part">
        {assign.isError && <FailureNote title="Not assigned." {...toProblem(assign.error)} />}
        {mayWrite ? (
          <TagPicker
            id="asset-tags"
            label="Assigned tags"
            placeholder="Assign tags"
            assignedOnly
            chosen={assigned}
            onChange={(ids) => assign.mutate(ids)}
          />
        ) : (
          <TagChips tags={tagsOf(asset, tags).filter(({ rule }) => rule.kind === 'static')} all />
        )}
        {byRule.length > 0 && (
          <>
            <span className="meta">By rule</span>
            <TagChips tags={byRule} all />
          </>
        )}
      </div>
    </PanelSection>
  );
}

function CloudFacts({ cloud }: { readonly cloud: NonNullable<Asset['cloud']> }) {
  const { connectorName, instanceId, region, state, tags } = cloud;
  return (
    <PanelSection title="Cloud">
      <Facts>
        <Fact label="Connector">{connectorName}</Fact>
        <Fact label="Instance">
          <span className="mono">{instanceId}</span>
        </Fact>
        <Fact label="Region">{region}</Fact>
        <Fact label="State">{state}</Fact>
        {Object.entries(tags).map(([key, value]) => (
          <Fact key={key} label={key}>
            {value}
          </Fact>
        ))}
      </Facts>
    </PanelSection>
  );
}

const UNUSED = { count: 0, schedules: [] };

function RemoveAsset({
  asset,
  onClose,
  onRemoved,
}: {
  readonly asset: Asset;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}) {
  const queryClient = useQueryClient();
  return (
    <RemoveDialog
      name={assetTitle(asset)}
      what="the asset"
      usedBy={UNUSED}
      remove={() => client.assets.remove({ id: asset.id })}
      onRemoved={() => {
        for (const queryKey of [orpc.assets.key(), orpc.tags.key()]) void queryClient.invalidateQueries({ queryKey });
        onRemoved();
      }}
      onClose={onClose}
    >
      Its tags are forgotten. {asset.source === 'connector' ? 'The next synchronisation' : 'A scan that finds it'} adds it anew. What scans
      found stays in their results.
    </RemoveDialog>
  );
}
