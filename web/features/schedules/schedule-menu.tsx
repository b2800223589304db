import { ActionIcon, Menu } from '@mantine/core';
import { IconCopy, IconDotsVertical, IconPencil, IconPlayerPause, IconPlayerPlay, IconPower, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schedule } from '#contract/schedules';
import { DeleteDialog } from './delete-dialog.tsx';
import { useCarryOut } from './use-carry-out.ts';
import { useMay } from './use-me.ts';

interface ScheduleMenuProps {
  readonly schedule: Schedule;
  /** After the schedule is gone. */
  readonly onRemoved?: () => void;
}

const ICON = { size: 16, stroke: 1.7 } as const;

/** Quick actions of a schedule. */
export function ScheduleMenu({ schedule, onRemoved }: ScheduleMenuProps) {
  const [deleting, setDeleting] = useState(false);
  const [mayWrite, mayLaunch] = [useMay('schedules.write'), useMay('scans.launch')];
  const carryOut = useCarryOut();
  const { id, active, title } = schedule;
  return (
    <>
      <Menu position="bottom-end" width={190}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={28} aria-label={`Actions for ${title}`}>
            <IconDotsVertical {...ICON} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayLaunch && (
            <Menu.Item leftSection={<IconPlayerPlay {...ICON} />} onClick={() => carryOut.mutate({ verb: 'launch', schedule })}>
              Launch now
            </Menu.Item>
          )}
          {mayWrite && (
            <>
              <Menu.Item
                leftSection={<IconPencil {...ICON} />}
                renderRoot={(root) => <Link {...root} to="/schedules/$id/edit" params={{ id }} />}
              >
                Edit
              </Menu.Item>
              <Menu.Item
                leftSection={<IconCopy {...ICON} />}
                renderRoot={(root) => <Link {...root} to="/schedules/new" search={{ duplicate: id }} />}
              >
                Duplicate
              </Menu.Item>
              <Menu.Item
                leftSection={active ? <IconPlayerPause {...ICON} /> : <IconPower {...ICON} />}
                onClick={() => carryOut.mutate({ verb: active ? 'deactivate' : 'activate', schedule })}
              >
                {active ? 'Deactivate' : 'Activate'}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item color="var(--bad-text)" leftSection={<IconTrash {...ICON} />} onClick={() => setDeleting(true)}>
                Delete
              </Menu.Item>
            </>
          )}
          {!mayWrite && <Menu.Item renderRoot={(root) => <Link {...root} to="/schedules/$id" params={{ id }} />}>View</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {deleting && <DeleteDialog schedule={schedule} onClose={() => setDeleting(false)} {...(onRemoved && { onRemoved })} />}
    </>
  );
}
