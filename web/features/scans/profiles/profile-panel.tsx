import { IconPencil } from '@tabler/icons-react';
import type { OptionProfile } from '#contract/profiles';
import { PanelMenu } from '../../../ui/panel/panel-menu.tsx';
import { PanelSection, SidePanel } from '../../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../../ui/stat/facts.tsx';
import { Chip } from '../../../ui/status/mark.tsx';
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
  const actions = onEdit === undefined ? [] : [{ label: 'Edit', icon: IconPencil, onClick: onEdit }];
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
          <Fact label="Host limit">{hostTimeoutMinutes} min. A host that takes longer is reported with what was found.</Fact>
        </Facts>
      </PanelSection>
    </SidePanel>
  );
}
