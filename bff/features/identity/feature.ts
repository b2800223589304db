import type { AssetUnits, BelongingsKeeper, ScheduleKeeper } from './collaborators.ts';
import { createDeparture } from './departure.ts';
import { createInvitations, type InvitationDeps } from './invitations.ts';
import { createPeopleService } from './people-service.ts';
import { createUnitsService } from './units-service.ts';

export interface PeopleFeatureDeps extends InvitationDeps {
  readonly assets: AssetUnits;
  readonly schedules: ScheduleKeeper;
  /** Whoever else keeps things that people own. */
  readonly otherKeepers: readonly BelongingsKeeper[];
}

/** Who works here: invited, appointed, moved, and gone. */
export function createPeopleFeature(deps: PeopleFeatureDeps) {
  const keepers = [deps.schedules, ...deps.otherKeepers];
  const invitations = createInvitations(deps);
  return {
    invitations,
    people: createPeopleService({ ...deps, keepers, invitations }),
    departure: createDeparture({ ...deps, keepers, invitations }),
    units: createUnitsService(deps),
  };
}
