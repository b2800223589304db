const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `1 h 42 min`, `6 min`, `12 s`, `23 days 6 h`: two units at most, never negative. */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < MINUTE_MS) return `${Math.floor(ms / 1000)} s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h ${Math.floor((ms % HOUR_MS) / MINUTE_MS)} min`;
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
  return `${days} ${days === 1 ? 'day' : 'days'}${hours === 0 ? '' : ` ${hours} h`}`;
}

/** `in 18 min`, `20 h ago`, `now`: one unit, for things near enough. */
export function formatRelative(atMs: number, nowMs: number): string {
  const distanceMs = Math.abs(atMs - nowMs);
  if (distanceMs < 1000) return 'now';
  const words = coarse(distanceMs);
  return atMs > nowMs ? `in ${words}` : `${words} ago`;
}

/** `20 h`, `6 days`: one unit, where the size is all that matters. */
export const formatAge = (ms: number): string => coarse(Math.max(0, ms));

function coarse(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.floor(ms / 1000)} s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`;
  const days = Math.floor(ms / DAY_MS);
  return days === 1 ? '1 day' : `${days} days`;
}

/** `2:11`, `1:02:11`: what is left; `0:00` when over. */
export function formatCountdown(leftMs: number): string {
  const seconds = Math.max(0, Math.floor(leftMs / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const tail = String(rest).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** `+4 ms`, `−11 ms`, `+2.4 s`, `0 ms`: how far a clock is off, with a true minus. */
export function formatOffset(offsetMs: number): string {
  const size = Math.abs(offsetMs);
  const sign = offsetMs > 0 ? '+' : offsetMs < 0 ? '−' : '';
  return size < 1000 ? `${sign}${Math.round(size)} ms` : `${sign}${(size / 1000).toFixed(1)} s`;
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** `12,904`, `−12`: groups of three and a true minus. */
export const formatNumber = (value: number): string => grouped.format(value).replace('-', '−');

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `182 MB`, `9.3 GB`: decimal units. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}
