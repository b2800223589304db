import { messageIdOf } from '../appliance/message-id.ts';

/** The same id for the same thing told: a report that is made again after a crash has no second effect. `number`: which of them. */
export const reportIdOf = (sensorId: string, number: number, about: readonly (string | number)[]): string =>
  messageIdOf(sensorId, number, about.join('\n'));
