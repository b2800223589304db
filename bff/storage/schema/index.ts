export * from './appliances.ts';
export * from './assets.ts';
export * from './auth.ts';
export * from './notifications.ts';
export * from './platform.ts';
export * from './scans.ts';
export * from './schedules.ts';
export * from './units.ts';
