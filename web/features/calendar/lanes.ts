/** Something with a length on an axis. `from` inclusive, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Where a thing stands beside what overlaps it: its lane, how many of them it fills, and of how many. */
export interface Lane {
  readonly lane: number;
  readonly span: number;
  readonly lanes: number;
}

/** Side by side without overlap: each in the first free lane, and as wide as the lanes on its right are free. Sorted by `from`. */
export function layOut(stretches: readonly Stretch[]): Lane[] {
  const placed: Lane[] = [];
  let group: number[] = [];
  let lanesEnd: number[] = [];
  const laneOf = new Map<number, number>();
  const close = () => {
    for (const index of group) {
      const lane = laneOf.get(index)!;
      placed[index] = { lane, span: spanOf(index), lanes: lanesEnd.length };
    }
    group = [];
    lanesEnd = [];
  };
  const spanOf = (index: number): number => {
    const { from, to } = stretches[index]!;
    const lane = laneOf.get(index)!;
    const blocked = group.filter((other) => laneOf.get(other)! > lane && stretches[other]!.from < to && stretches[other]!.to > from);
    return Math.min(lanesEnd.length, ...blocked.map((other) => laneOf.get(other)!)) - lane;
  };
  for (const [index, { from, to }] of stretches.entries()) {
    if (lanesEnd.every((end) => end <= from)) close();
    const free = lanesEnd.findIndex((end) => end <= from);
    const lane = free === -1 ? lanesEnd.length : free;
    lanesEnd[lane] = to;
    laneOf.set(index, lane);
    group.push(index);
  }
  close();
  return placed;
}
