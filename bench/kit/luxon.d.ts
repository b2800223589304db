/** The few members the benchmark calls; luxon ships no types. */
declare module 'luxon' {
  interface DateTime {
    plus(amount: { days: number }): DateTime;
    set(values: { hour: number; minute: number; second: number; millisecond: number }): DateTime;
    toMillis(): number;
  }
  export const DateTime: {
    fromISO(text: string, options: { zone: string }): DateTime;
    fromMillis(ms: number, options: { zone: string }): DateTime;
  };
}
