import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { DistributionGroup, DistributionGroupRow } from '#contract/distribution-groups';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { GroupDialog } from '../../groups/group-dialog.tsx';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { groupById } from './queries.ts';

type Subject = Pick<DistributionGroupRow, 'id' | 'name' | 'usedBy' | 'usedByAlerts'>;

export interface GroupActions {
  readonly create: () => void;
  readonly edit: (group: Subject) => void;
  readonly remove: (group: Subject) => void;
  readonly dialogs: ReactNode;
}

type Open = { readonly kind: 'create' } | { readonly kind: 'edit' | 'remove'; readonly group: Subject };

/** Creates, changes and deletes distribution groups; put `dialogs` into the page. */
export function useGroupActions(onRemoved: () => void): GroupActions {
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const saved = ({ name }: { readonly name: string }) => {
    toast(`Group saved: ${name}`);
    close();
  };
  return {
    create: () => setOpen({ kind: 'create' }),
    edit: (group) => setOpen({ kind: 'edit', group }),
    remove: (group) => setOpen({ kind: 'remove', group }),
    dialogs: (
      <>
        {open?.kind === 'create' && <GroupDialog onSaved={saved} onClose={close} />}
        {open?.kind === 'edit' && <EditGroup id={open.group.id} onSaved={saved} onClose={close} />}
        {open?.kind === 'remove' && <RemoveGroup group={open.group} onRemoved={onRemoved} onClose={close} />}
      </>
    ),
  };
}

interface EditGroupProps {
  readonly id: string;
  readonly onSaved: (group: { readonly name: string }) => void;
  readonly onClose: () => void;
}

/** Opens on the group as it is now: the list does not hold its addresses. */
function EditGroup({ id, onSaved, onClose }: EditGroupProps) {
  const { data, isFetchedAfterMount } = useQuery({ ...groupById(id), refetchOnMount: 'always' });
  return data === undefined || !isFetchedAfterMount ? null : <OpenedGroup group={data} onSaved={onSaved} onClose={onClose} />;
}

/** What live updates bring later does not overwrite what is being typed: saving tells of it. */
function OpenedGroup({ group, ...rest }: { readonly group: DistributionGroup } & Omit<EditGroupProps, 'id'>) {
  const [opened] = useState(group);
  return <GroupDialog group={opened} {...rest} />;
}

function consequence({ usedBy, usedByAlerts }: Subject): string {
  const schedules = usedBy === 1 ? ['One schedule uses it'] : usedBy > 1 ? [`${usedBy} schedules use it`] : [];
  const uses = [...schedules, ...(usedByAlerts ? ['Setup, Alerts names it'] : [])];
  return uses.length > 0 ? `${uses.join('. ')}: take it out of there first.` : 'No schedule uses it. Its addresses are gone for good.';
}

interface RemoveGroupProps {
  readonly group: Subject;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

function RemoveGroup({ group, onRemoved, onClose }: RemoveGroupProps) {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => client.distributionGroups.remove({ id: group.id }),
    onSuccess: async () => {
      toast(`Group deleted: ${group.name}`);
      onRemoved();
      onClose();
      await queryClient.invalidateQueries({ queryKey: orpc.distributionGroups.key() });
    },
  });
  return (
    <ConfirmDialog
      opened
      title={`Delete ${group.name}?`}
      confirm="Delete the group"
      tone="bad"
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onCancel={onClose}
    >
      {consequence(group)}
      {remove.isError && <FailureNote title="Not deleted." {...toProblem(remove.error)} />}
    </ConfirmDialog>
  );
}
