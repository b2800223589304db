/** The tabs of an appliance, in order; the first is open when the URL names none. */
export const APPLIANCE_TABS = [
  { key: 'overview', label: 'Overview' },
  { key: 'jobs', label: 'Jobs' },
  { key: 'commands', label: 'Commands' },
  { key: 'updates', label: 'Updates' },
  { key: 'network', label: 'Network' },
  { key: 'log', label: 'Log' },
  { key: 'clock', label: 'Clock' },
] as const;

export type ApplianceTab = (typeof APPLIANCE_TABS)[number]['key'];

/** The tab that the URL names; the first where it names none that is known. */
export const tabOf = (text: string | undefined): ApplianceTab => APPLIANCE_TABS.find(({ key }) => key === text)?.key ?? 'overview';
