/**
 * Carries items out in batches: what arrives while a batch is under way goes with the next one. One item alone goes at
 * once; many at a time share one round trip. A failing batch is carried out once more, then fails for each of its items.
 */
export function createBatches<Item, Outcome>(
  carryOut: (items: readonly Item[]) => Promise<readonly Outcome[]>,
  maxItems: number,
): (item: Item) => Promise<Outcome> {
  interface Waiting {
    readonly item: Item;
    readonly resolve: (outcome: Outcome) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let busy = false;

  const carryOutAll = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxItems);
      waiting = waiting.slice(maxItems);
      const items = batch.map((one) => one.item);
      try {
        const outcomes = await carryOut(items).catch(() => carryOut(items));
        batch.forEach((one, i) => {
          one.resolve(outcomes[i]!);
        });
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    busy = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (busy) return;
      busy = true;
      void carryOutAll();
    });
}
