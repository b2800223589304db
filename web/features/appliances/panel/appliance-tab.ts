/** The tabs of an appliance, in order; the first is open when the URL names none. */
const APPLIANCE_TABS = [
  { key: 'overview', label: 'Overview' },
  { key: 'jobs', label: 'Jobs' },
  { key: 'commands', label: 'Commands' },
  { key: 'updates', label: 'Updates' },
  { key: 'network', label: 'Network' },
  { key: 'log', label: 'Log' },
  { key: 'clock', label: 'Clock' },
  { key: 'audit', label: 'Audit' },
] as const;

type Tab = (typeof APPLIANCE_TABS)[number];
export type ApplianceTab = Tab['key'];

/** The audit is for those who may change appliances. */
export const tabsFor = (mayWrite: boolean): readonly Tab[] => APPLIANCE_TABS.filter(({ key }) => mayWrite || key !== 'audit');

/** The tab that the URL names; the first where it names none of these. */
export const tabOf = (text: string | undefined, tabs: readonly Tab[]): ApplianceTab =>
  tabs.find(({ key }) => key === text)?.key ?? 'overview';
