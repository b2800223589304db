/**
 * Carries items out in batches: what arrives while as many batches are under way as may be goes with the next one. One
 * item alone goes at once; many at a time share a round trip. A failing batch is carried out once more, then fails for
 * each of its items.
 */
export function createBatches<Item, Outcome>(
  carryOut: (items: readonly Item[]) => Promise<readonly Outcome[]>,
  limits: { readonly items: number; readonly underWay: number },
): (item: Item) => Promise<Outcome> {
  interface Waiting {
    readonly item: Item;
    readonly resolve: (outcome: Outcome) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let underWay = 0;

  const carryOutAll = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limits.items);
      waiting = waiting.slice(limits.items);
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
    underWay -= 1;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (underWay >= limits.underWay) return;
      underWay += 1;
      void carryOutAll();
    });
}
