/** What all sensors are told, and how long what they told is kept. */
export const SENSOR_RULES = {
  /** Seed 003, CI/CD Sensor: the reserved trigger tag is `qualys_scan_target:<image-sha>`. */
  triggerTagPrefix: 'qualys_scan_target',
  /** Seed 003, General Sensor: 48-hour drift scans. */
  driftHours: 48,
  /** Seed 003: manifests are pulled every 24 hours. */
  manifestHours: 24,
} as const;

/** Days after which a thing is forgotten (facts §7: thirteen months of sensors; containers that are gone sooner). */
export const CONTAINER_RETENTION = {
  triggerDays: 90,
  /** Containers that are DELETED, or UNKNOWN. */
  goneContainerDays: 30,
  /** Images on no host, without containers, that nobody told of. */
  goneImageDays: 90,
  /** Orders that are over, and early news of containers that never were told. */
  orderDays: 30,
} as const;
