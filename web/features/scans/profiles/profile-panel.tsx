import { IconPencil, IconStar, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OptionProfile } from '#contract/profiles';
import { client, orpc } from '../../../api/client.ts';
import { toProblem } from '../../../api/problem.ts';
import { ConfirmDialog } from '../../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PageLink } from '../../../ui/page/page-link.tsx';
import { PanelMenu } from '../../../ui/panel/panel-menu.tsx';
import { PanelSection, SidePanel } from '../../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../../ui/stat/facts.tsx';
import { Chip } from '../../../ui/status/mark.tsx';
import { toast } from '../../../ui/toast/toast.ts';
import { profileById } from '../queries.ts';
import { ENGINES, INTENSITIES, PORT_SETS, PORTS_IN_WORDS } from './profile-draft.ts';

interface ProfilePanelProps {
  readonly profile: OptionProfile;
  /** Absent for who may only look. */
  readonly onEdit: (() => void) | undefined;
  readonly onClose: () => void;
}

/** What an option profile means. */
export function ProfilePanel({ profile, onEdit, onClose }: ProfilePanelProps) {
  const { name, ports, engine, intensity, hostTimeoutMinutes, isDefault } = profile;
  const named = PORT_SETS.find((one) => one === ports);
  const { data } = useQuery(profileById(profile.id));
  const makeDefault = useMakeDefault(profile);
  const [removing, setRemoving] = useState(false);
  const actions =
    onEdit === undefined
      ? []
      : [
          { label: 'Edit', icon: IconPencil, onClick: onEdit },
          ...(isDefault
            ? []
            : [
                { label: 'Make it the default', icon: IconStar, onClick: makeDefault },
                { label: 'Delete', icon: IconTrash, onClick: () => setRemoving(true), destructive: true },
              ]),
        ];
  return (
    <SidePanel
      title={name}
      width={312}
      aside={isDefault && <Chip>default</Chip>}
      {...(isDefault && { subtitle: 'Taken where a schedule or scan names no profile.' })}
      actions={<PanelMenu of={name} actions={actions} />}
      onClose={onClose}
    >
      <PanelSection>
        <Facts>
          <Fact label="Ports">{named === undefined ? <span className="mono">{ports}</span> : PORTS_IN_WORDS[named]}</Fact>
          <Fact label="Engine">
            {ENGINES[engine].label}
            <div className="meta">{ENGINES[engine].meaning}</div>
          </Fact>
          <Fact label="Intensity">
            {INTENSITIES[intensity].label}
            <div className="meta">{INTENSITIES[intensity].meaning}</div>
          </Fact>
          {data !== undefined && (
            <Fact label="Used by">
              <ProfileUse usedBy={data.usedBy} />
            </Fact>
          )}
          <Fact label="Host limit">{hostTimeoutMinutes} min. A host that takes longer is reported with what was found.</Fact>
        </Facts>
      </PanelSection>
      {removing && <RemoveProfile profile={profile} onClose={() => setRemoving(false)} onRemoved={onClose} />}
    </SidePanel>
  );
}

function useMakeDefault({ id, name }: OptionProfile): () => void {
  const queryClient = useQueryClient();
  const step = useMutation({
    mutationFn: () => client.profiles.makeDefault({ id }),
    onSuccess: () => toast(`${name} is the default now`),
    onError: (error) => toast(`${name}: ${toProblem(error).message}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.profiles.key() }),
  });
  return () => step.mutate();
}

type UsedBy = Awaited<ReturnType<typeof client.profiles.get>>['usedBy'];

function ProfileUse({ usedBy: { count, schedules } }: { readonly usedBy: UsedBy }) {
  const more = count - schedules.length;
  if (count === 0) return 'no schedule';
  return (
    <ul className="profile-use">
      {schedules.map(({ id, title }) => (
        <li key={id}>
          <PageLink to="/schedules/$id" params={{ id }}>
            {title}
          </PageLink>
        </li>
      ))}
      {more > 0 && <li className="meta">and {more} more</li>}
    </ul>
  );
}

interface RemoveProfileProps {
  readonly profile: OptionProfile;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Says what deleting does before it is done. */
function RemoveProfile({ profile: { id, name }, onClose, onRemoved }: RemoveProfileProps) {
  const queryClient = useQueryClient();
  const removal = useMutation({
    mutationFn: () => client.profiles.remove({ id }),
    onSuccess: () => {
      toast(`${name} is deleted`);
      onRemoved();
      return queryClient.invalidateQueries({ queryKey: orpc.profiles.key() });
    },
  });
  return (
    <ConfirmDialog
      opened
      title={`Delete ${name}?`}
      confirm="Delete the profile"
      tone="bad"
      busy={removal.isPending}
      onConfirm={() => removal.mutate()}
      onCancel={onClose}
    >
      {removal.isError && <FailureNote title="Not deleted." {...toProblem(removal.error)} />}
      Scans that were launched with it keep what they had. A profile that schedules use is not deleted.
    </ConfirmDialog>
  );
}
