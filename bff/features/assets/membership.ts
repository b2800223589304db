import { compileTagRule, type TagRule } from '../../domain/assets/tag-rule.ts';
import { compileUnits } from '../../domain/assets/unit-of-address.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import {
  addMembers,
  clearMembers,
  eachFacts,
  holdRules,
  keepMembers,
  lockRules,
  type MembershipFacts,
  readFacts,
  readRules,
  readUnits,
  replaceRuleTags,
  saveUnits,
} from './membership-store.ts';

/** Keeps tags and units of the assets right, in the transaction that changes either side. */
export interface MembershipKeeper {
  /** These assets are new, or something changed that rules or units look at. */
  readonly assetsChanged: (work: Work, ids: readonly string[]) => Promise<void>;
  /** The tag has this rule from now on. `before`: the one it had; absent: it is new. */
  readonly ruleChanged: (work: Work, tag: { readonly id: string; readonly rule: TagRule; readonly before?: TagRule }) => Promise<void>;
  /** Some business unit owns other networks. */
  readonly unitNetworksChanged: (work: Work) => Promise<void>;
}

/** Assets whose tags are written in one statement. */
const BATCH = 5000;

/** In place of an id: any of the assets may have changed. */
export const ANY_ASSET = '*';

export function createMembership(): MembershipKeeper {
  return {
    assetsChanged: async (work, ids) => {
      if (ids.length === 0) return;
      await holdRules(work.tx);
      const unitOf = compileUnits(await readUnits(work.tx));
      const rules = (await readRules(work.tx)).map(({ id, rule }) => ({ id, fits: compileTagRule(rule) }));
      for (let from = 0; from < ids.length; from += BATCH) {
        const facts = await readFacts(work.tx, ids.slice(from, from + BATCH));
        await saveUnits(work.tx, movesOf(facts, unitOf));
        const wanted = facts.flatMap((one) => rules.filter(({ fits }) => fits(one)).map(({ id }) => ({ assetId: one.id, tagId: id })));
        await replaceRuleTags(
          work.tx,
          facts.map(({ id }) => id),
          wanted,
        );
      }
    },
    ruleChanged: async (work, { id, rule, before }) => {
      work.announce('assets', ANY_ASSET);
      await lockRules(work.tx);
      if (rule.kind === 'static') return keepMembers(work.tx, id);
      if (before !== undefined) await clearMembers(work.tx, id);
      const fits = compileTagRule(rule);
      for await (const facts of eachFacts(work.tx, BATCH)) {
        const members = facts.filter(fits).map((one) => one.id);
        await addMembers(work.tx, id, members, 'rule');
      }
    },
    unitNetworksChanged: async (work) => {
      work.announce('assets', ANY_ASSET);
      // Whoever adds an asset at this moment shares the lock of the rules.
      await lockRules(work.tx);
      const unitOf = compileUnits(await readUnits(work.tx));
      for await (const facts of eachFacts(work.tx, BATCH)) await saveUnits(work.tx, movesOf(facts, unitOf));
    },
  };
}

/** The assets that belong to another unit than they are in. */
function movesOf(facts: readonly MembershipFacts[], unitOf: (address: string) => string | undefined) {
  return facts.flatMap(({ id, address, businessUnitId, importedFor }) => {
    const unit = (address === undefined ? undefined : unitOf(address)) ?? importedFor;
    return unit === businessUnitId ? [] : [{ id, unit: unit ?? null }];
  });
}
