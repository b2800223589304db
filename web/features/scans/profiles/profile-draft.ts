import type { OptionProfile } from '#contract/profiles';

export const PORT_SETS = ['light', 'standard', 'full'] as const;
export type PortChoice = (typeof PORT_SETS)[number] | 'own';

/** What a person decides about an option profile. */
export interface ProfileDraft {
  readonly name: string;
  readonly ports: PortChoice;
  /** The list, kept while a named set is chosen. */
  readonly ownPorts: string;
  readonly engine: OptionProfile['engine'];
  readonly intensity: OptionProfile['intensity'];
  /** Empty while nothing is typed. */
  readonly hostTimeoutMinutes: number | undefined;
}

export const PROFILE_FIELDS = {
  name: 'Name',
  ports: 'Ports',
  engine: 'Engine',
  intensity: 'Intensity',
  hostTimeoutMinutes: 'Host limit',
} as const;
export type ProfileField = keyof typeof PROFILE_FIELDS;

const setOf = (ports: string): PortChoice => PORT_SETS.find((one) => one === ports) ?? 'own';

export function toProfileDraft(profile: OptionProfile | undefined): ProfileDraft {
  if (profile === undefined) {
    return { name: '', ports: 'standard', ownPorts: '', engine: 'auto', intensity: 'normal', hostTimeoutMinutes: 30 };
  }
  const { name, ports, engine, intensity, hostTimeoutMinutes } = profile;
  const choice = setOf(ports);
  return { name, ports: choice, ownPorts: choice === 'own' ? ports : '', engine, intensity, hostTimeoutMinutes };
}

/** The draft as the API takes it. */
export const toProfileInput = ({ name, ports, ownPorts, engine, intensity, hostTimeoutMinutes }: ProfileDraft) => ({
  name: name.trim(),
  ports: ports === 'own' ? ownPorts.trim() : ports,
  engine,
  intensity,
  hostTimeoutMinutes: hostTimeoutMinutes ?? Number.NaN,
});

export function wrongInProfile({ name, ports, ownPorts, hostTimeoutMinutes: limit }: ProfileDraft): Partial<Record<ProfileField, string>> {
  const limitFits = limit !== undefined && Number.isInteger(limit) && limit >= 1 && limit <= 1440;
  return {
    ...(name.trim() === '' && { name: 'Give it a name.' }),
    ...(ports === 'own' && ownPorts.trim() === '' && { ports: 'List ports and ranges, such as 22,80,443,1-1024.' }),
    ...(!limitFits && { hostTimeoutMinutes: 'Choose 1 to 1,440 minutes.' }),
  };
}

/** What the named sets hold. */
export const PORTS_IN_WORDS: Record<(typeof PORT_SETS)[number], string> = {
  light: 'Light: about 100 ports that tell most.',
  standard: 'Standard: about 2,000 ports, all up to 1024 and those in use above.',
  full: 'Full: all 65,535 ports. Takes longest.',
};

export const ENGINES: Record<OptionProfile['engine'], { readonly label: string; readonly meaning: string }> = {
  auto: { label: 'Automatic', meaning: 'nmap where the appliance has it, otherwise plain connections.' },
  nmap: { label: 'nmap', meaning: 'Only nmap. A slice fails on an appliance where it is not installed.' },
  connect: { label: 'Connections', meaning: 'Plain TCP connections, which every appliance can make.' },
};

export const INTENSITIES: Record<OptionProfile['intensity'], { readonly label: string; readonly meaning: string }> = {
  low: { label: 'Low', meaning: 'Few hosts and ports at once: gentle on old equipment and thin lines.' },
  normal: { label: 'Normal', meaning: 'For networks in ordinary condition.' },
  high: { label: 'High', meaning: 'Many at once and every inspection: for robust networks.' },
};

/** The ports in a table: the name of the set, or the list itself. */
export function portsText(ports: string): string {
  const choice = setOf(ports);
  return choice === 'own' ? ports : `${choice.charAt(0).toUpperCase()}${choice.slice(1)}`;
}
