import { formatNumber } from '../ui/time/format-duration.ts';

const counted = (count: number, one: string) => `${formatNumber(count)} ${one}${count === 1 ? '' : 's'}`;

/** `1 container`, `1,306 containers`. */
export const countedContainers = (count: number): string => counted(count, 'container');
export const countedImages = (count: number): string => counted(count, 'image');
