import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Me } from '#contract/account';
import { signOut } from '../../api/session.ts';
import { toast } from '../../ui/toast/toast.ts';
import { useLiveUpdates } from '../live-context.ts';

const ROLES: Record<Me['role'], string> = { manager: 'Manager', 'unit-manager': 'Unit Manager', scanner: 'Scanner', reader: 'Reader' };

/** `Mara Okafor` → `MO`. */
export const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('');
};

const SCHEMES = [
  { value: 'light', label: 'Light theme', icon: IconSun },
  { value: 'dark', label: 'Dark theme', icon: IconMoon },
  { value: 'auto', label: 'Theme of the system', icon: IconDeviceDesktop },
] as const;

/** Who is signed in, the theme, and the way out. */
export function UserMenu({ me }: { readonly me: Me }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const live = useLiveUpdates();
  const leave = useMutation({
    mutationFn: () => signOut(queryClient),
    onSuccess: () => {
      live.stop();
      return navigate({ to: '/sign-in' });
    },
    onError: () => toast('Not signed out: the server cannot be reached. Try again.'),
  });
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton className="avatar" aria-label={`${me.name}, account`}>
          {initialsOf(me.name)}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="user-menu-head">
          <b className="truncate">{me.name}</b>
          <span className="meta truncate">{me.email}</span>
          <span className="meta">
            {ROLES[me.role]}
            {me.primaryContact && ', primary contact'}
          </span>
        </div>
        <Menu.Divider />
        {SCHEMES.map(({ value, label, icon: SchemeIcon }) => (
          <Menu.Item
            key={value}
            leftSection={<SchemeIcon size={16} stroke={1.7} />}
            rightSection={colorScheme === value ? <IconCheck size={14} stroke={2} aria-label="chosen" /> : null}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.7} />} onClick={() => leave.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
