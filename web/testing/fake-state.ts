import type { Me } from '#contract/account';
import type { Appliance } from '#contract/appliances';
import type { BusinessUnit } from '#contract/business-units';
import type { DistributionGroup } from '#contract/distribution-groups';
import type { Download } from '#contract/downloads';
import type { Launch } from '#contract/launches';
import type { AlertsSetup } from '#contract/monitoring';
import type { OptionProfile } from '#contract/profiles';
import type { Scan, SliceWait } from '#contract/scans';
import type { Schedule } from '#contract/schedules';
import type { MailSetup, ScheduledScansSetup } from '#contract/setup';
import type { Person } from '#contract/users';
import type { SavedView } from '#contract/views';
import { type FakeContainers, fakeContainers } from './fake-containers.ts';
import { type FakeDistribution, fakeDistribution } from './fake-distribution.ts';
import { type FakeTargets, fakeTargets } from './fake-targets.ts';
import { SCENE_APPLIANCES } from './scene/appliances.ts';
import { SCENE_DOWNLOADS } from './scene/downloads.ts';
import { PEOPLE, PROFILES } from './scene/identity.ts';
import { SCENE_GROUPS, SCENE_NOTIFICATIONS, type SceneNotification } from './scene/notifications.ts';
import { SCENE_PEOPLE, SCENE_UNITS } from './scene/people.ts';
import { SCENE_SCANS } from './scene/scans.ts';
import { SCENE_SCHEDULES } from './scene/schedules.ts';

/** All that the fake server knows. */
export interface FakeState extends FakeTargets, FakeDistribution, FakeContainers {
  me: Me;
  signedIn: boolean;
  password: string;
  /** The one-time link that is still good. */
  firstRunToken: string | undefined;
  schedules: readonly Schedule[];
  scans: readonly Scan[];
  /** By scan: what waits of it. */
  waits: ReadonlyMap<string, SliceWait[]>;
  appliances: readonly Appliance[];
  downloads: readonly Download[];
  launches: readonly Launch[];
  profiles: readonly OptionProfile[];
  invitationToken: string | undefined;
  people: readonly Person[];
  businessUnits: readonly BusinessUnit[];
  setup: ScheduledScansSetup;
  groups: readonly DistributionGroup[];
  alerts: AlertsSetup & { readonly revision: number };
  notifications: readonly SceneNotification[];
  mail: MailSetup;
  views: readonly SavedView[];
  /** Paths below /api/v1 that fail: `/schedules`. */
  failing: readonly string[];
}

const me: Me = {
  ...PEOPLE.MO,
  email: 'mara.okafor@corp.example',
  role: 'manager',
  primaryContact: true,
  timeZone: 'Europe/Berlin',
  permissions: [
    'account.read',
    'schedules.read',
    'schedules.write',
    'scans.read',
    'scans.launch',
    'scans.control',
    'assets.read',
    'assets.write',
    'packages.read',
    'packages.write',
    'tags.read',
    'tags.write',
    'connectors.read',
    'connectors.write',
    'profiles.read',
    'profiles.write',
    'groups.read',
    'groups.write',
    'appliances.read',
    'appliances.write',
    'sensors.read',
    'sensors.write',
    'containers.read',
    'containers.write',
    'containers.rescan',
    'schedules.change-owner',
    'users.read',
    'users.write',
    'units.write',
    'setup.write',
  ],
};

const setup: ScheduledScansSetup = {
  relaunchOnFinish: true,
  deactivateAfterErrors: 1,
  preventOverlap: false,
  maxConcurrentScans: 40,
  maxLatenessMinutes: 60,
  holdAfterOutage: 50,
};

const mail: MailSetup = {
  server: {
    host: 'smtp.corp.example',
    port: 587,
    security: 'starttls',
    user: 'watchbill',
    from: 'watchbill@corp.example',
    passwordSet: true,
  },
  source: 'settings',
  waiting: 0,
  revision: 2,
};

/** The scene of the pictures, signed in. */
export const fakeState = (): FakeState => ({
  me,
  signedIn: true,
  password: 'correct horse battery',
  firstRunToken: 'first-run-token',
  schedules: SCENE_SCHEDULES,
  scans: SCENE_SCANS,
  waits: new Map(),
  appliances: SCENE_APPLIANCES,
  downloads: SCENE_DOWNLOADS,
  launches: SCENE_SCHEDULES.flatMap(({ lastLaunch }) => (lastLaunch === undefined ? [] : [lastLaunch])),
  ...fakeContainers(),
  ...fakeDistribution(),
  ...fakeTargets(),
  profiles: PROFILES,
  invitationToken: 'invitation-token',
  people: SCENE_PEOPLE,
  businessUnits: SCENE_UNITS,
  setup,
  groups: SCENE_GROUPS,
  alerts: { enabled: true, managers: true, distributionGroupIds: [], afterMissedPolls: 3, keepLogDays: 30, revision: 1 },
  notifications: SCENE_NOTIFICATIONS,
  mail,
  views: [],
  failing: [],
});
