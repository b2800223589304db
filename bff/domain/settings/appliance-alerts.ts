/** Who is told of appliances that fell silent, and what is kept of their logs. */
export interface ApplianceAlertRules {
  readonly enabled: boolean;
  readonly managers: boolean;
  readonly distributionGroupIds: readonly string[];
  /** Polls in a row that did not come. */
  readonly afterMissedPolls: number;
  readonly keepLogDays: number;
}

export const DEFAULT_APPLIANCE_ALERTS: ApplianceAlertRules = {
  enabled: true,
  managers: true,
  distributionGroupIds: [],
  afterMissedPolls: 3,
  keepLogDays: 30,
};
