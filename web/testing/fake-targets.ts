import { implement, ORPCError } from '@orpc/server';
import type { AssetGroup } from '#contract/asset-groups';
import type { Asset } from '#contract/assets';
import type { Connector } from '#contract/connectors';
import { contract } from '#contract/index';
import type { OptionProfile } from '#contract/profiles';
import type { Tag } from '#contract/tags';
import { fakePage } from './fake-list.ts';
import { SCENE_NOW, sceneId } from './scene/identity.ts';
import { SCENE_ASSETS, SCENE_CONNECTORS, SCENE_GROUPS, SCENE_TAGS } from './scene/targets.ts';

/** What scans aim at, as far as the fake server knows it. */
export interface FakeTargets {
  assets: readonly Asset[];
  assetGroups: readonly AssetGroup[];
  tags: readonly Tag[];
  connectors: readonly Connector[];
  profiles: readonly OptionProfile[];
}

/** The scene of the pictures. */
export const fakeTargets = (): Omit<FakeTargets, 'profiles'> => ({
  assets: SCENE_ASSETS,
  assetGroups: SCENE_GROUPS,
  tags: SCENE_TAGS,
  connectors: SCENE_CONNECTORS,
});

const os = implement(contract);

interface Thing {
  readonly id: string;
}
type Used = Thing & { readonly usedBy: { readonly count: number; readonly schedules: readonly { readonly title: string }[] } };

function byId<Item extends Thing>(items: readonly Item[], id: string): Item {
  const item = items.find((one) => one.id === id);
  if (item === undefined) throw new ORPCError('not-found', { defined: true, status: 404, message: 'There is no such thing.' });
  return item;
}

/** The list with one thing replaced, or added. */
const put = <Item extends Thing>(items: readonly Item[], item: Item): readonly Item[] =>
  items.some(({ id }) => id === item.id) ? items.map((one) => (one.id === item.id ? item : one)) : [...items, item];

function requireFresh(before: { readonly revision: number }, revision: number): void {
  if (before.revision === revision) return;
  throw new ORPCError('stale-revision', { defined: true, status: 409, message: 'It was changed meanwhile.', data: { current: before } });
}

function without<Item extends Used>(items: readonly Item[], id: string): readonly Item[] {
  const { usedBy } = byId(items, id);
  if (usedBy.count > 0) {
    const message = `Schedules use it: ${usedBy.schedules.map(({ title }) => `“${title}”`).join(', ')}. Edit or delete them first.`;
    throw new ORPCError('conflict', { defined: true, status: 409, message, data: { issues: [] } });
  }
  return items.filter((one) => one.id !== id);
}

const UNUSED = { usedBy: { count: 0, schedules: [] }, createdAt: SCENE_NOW };

const assets = (state: FakeTargets) =>
  os.assets.router({
    list: os.assets.list.handler(({ input }) =>
      fakePage(state.assets, input, {
        source: ({ source }, values) => values.includes(source),
        scannable: ({ scannable }, values) => values.includes(scannable ? 'yes' : 'no'),
        tag: ({ tagIds }, [name]) => state.tags.some((one) => one.name.toLowerCase() === name?.toLowerCase() && tagIds.includes(one.id)),
      }),
    ),
    get: os.assets.get.handler(({ input }) => byId(state.assets, input.id)),
    change: os.assets.change.handler(({ input }) => {
      const before = byId(state.assets, input.id);
      const byRule = before.tagIds.filter((id) => byId(state.tags, id).rule.kind !== 'static');
      const next = { ...before, tagIds: [...byRule, ...input.tagIds] };
      state.assets = put(state.assets, next);
      return next;
    }),
    remove: os.assets.remove.handler(({ input }) => {
      state.assets = state.assets.filter(({ id }) => id !== input.id);
    }),
    preview: os.assets.preview.handler(async ({ input }) => {
      const lines = readLines('csv' in input ? input.csv : await input.text());
      const shown = lines.map((line, i) => ({
        line: i + 2,
        effect: 'created' as const,
        address: line.split(',')[0]!,
        changes: [],
        newTags: [],
      }));
      return { ...importCounts(lines.length), newTags: [], lines: shown };
    }),
    import: os.assets.import.handler(async ({ input }) => importCounts(readLines('csv' in input ? input.csv : await input.text()).length)),
  });

const importCounts = (created: number) => ({ created, updated: 0, unchanged: 0, tagsCreated: 0, ignoredColumns: [] });

/** The lines of a file after its head, or a refusal of those that do not begin with an address. */
function readLines(csv: string): string[] {
  const [, ...lines] = csv.split(/\r?\n/).filter((line) => line.trim() !== '');
  const issues = lines.flatMap((line, i) => {
    if (/^[\d.]*,/.test(line)) return [];
    const message = `Line ${i + 2}: “${line.split(',')[0]}” is not an address: one address a line would do, such as 10.0.0.1.`;
    return [{ path: ['csv', i + 2], code: 'csv-line', message }];
  });
  if (issues.length === 0) return lines;
  throw new ORPCError('invalid-input', { defined: true, status: 400, message: 'The input is not valid', data: { issues } });
}

const assetGroups = (state: FakeTargets) =>
  os.assetGroups.router({
    list: os.assetGroups.list.handler(({ input }) => fakePage(state.assetGroups, input, {})),
    get: os.assetGroups.get.handler(({ input }) => byId(state.assetGroups, input.id)),
    create: os.assetGroups.create.handler(({ input }) => {
      const group = { ...input, ...UNUSED, id: sceneId(22, 90 + state.assetGroups.length), revision: 1, hosts: input.entries.length };
      state.assetGroups = put(state.assetGroups, group);
      return group;
    }),
    replace: os.assetGroups.replace.handler(({ input }) => {
      const before = byId(state.assetGroups, input.id);
      requireFresh(before, input.revision);
      const next = { ...before, ...input, hosts: input.entries.length, revision: input.revision + 1 };
      state.assetGroups = put(state.assetGroups, next);
      return next;
    }),
    remove: os.assetGroups.remove.handler(({ input }) => {
      state.assetGroups = without(state.assetGroups, input.id);
    }),
  });

const tags = (state: FakeTargets) =>
  os.tags.router({
    list: os.tags.list.handler(({ input }) => fakePage(state.tags, input, { kind: ({ rule }, values) => values.includes(rule.kind) })),
    get: os.tags.get.handler(({ input }) => byId(state.tags, input.id)),
    preview: os.tags.preview.handler(({ input: { rule } }) => {
      if (rule.kind !== 'name') return { assets: 0, examples: [] };
      const start = rule.pattern.split('*')[0]!;
      const fitting = state.assets.flatMap(({ name }) => (name?.startsWith(start) === true ? [name] : []));
      return { assets: fitting.length, examples: fitting.slice(0, 3) };
    }),
    create: os.tags.create.handler(({ input }) => {
      const tag = { ...input, ...UNUSED, id: sceneId(21, 90 + state.tags.length), revision: 1, assetCount: 0 };
      state.tags = put(state.tags, tag);
      return tag;
    }),
    replace: os.tags.replace.handler(({ input }) => {
      const before = byId(state.tags, input.id);
      requireFresh(before, input.revision);
      const next = { ...before, ...input, revision: input.revision + 1 };
      state.tags = put(state.tags, next);
      return next;
    }),
    remove: os.tags.remove.handler(({ input }) => {
      state.tags = without(state.tags, input.id);
    }),
  });

const NEVER_SYNCED = { state: 'never-synced', instanceCount: 0, scannableCount: 0 } as const;

const connectors = (state: FakeTargets) =>
  os.connectors.router({
    list: os.connectors.list.handler(() => ({ items: [...state.connectors] })),
    get: os.connectors.get.handler(({ input }) => byId(state.connectors, input.id)),
    create: os.connectors.create.handler(({ input: { secretAccessKey: _secret, ...input } }) => {
      const connector = { ...input, ...UNUSED, ...NEVER_SYNCED, id: sceneId(23, 90 + state.connectors.length), revision: 1 };
      state.connectors = put(state.connectors, connector);
      return connector;
    }),
    replace: os.connectors.replace.handler(({ input: { secretAccessKey: _secret, ...input } }) => {
      const before = byId(state.connectors, input.id);
      requireFresh(before, input.revision);
      const next = { ...before, ...input, revision: input.revision + 1 };
      state.connectors = put(state.connectors, next);
      return next;
    }),
    sync: os.connectors.sync.handler(({ input }) => {
      const { lastError: _lastError, ...before } = byId(state.connectors, input.id);
      const next = { ...before, state: 'ok' as const, lastTriedAt: SCENE_NOW, lastSyncAt: SCENE_NOW };
      state.connectors = put(state.connectors, next);
      return next;
    }),
    remove: os.connectors.remove.handler(({ input }) => {
      state.connectors = without(state.connectors, input.id);
    }),
  });

const profiles = (state: FakeTargets) =>
  os.profiles.router({
    list: os.profiles.list.handler(() => ({ items: [...state.profiles] })),
    get: os.profiles.get.handler(({ input }) => ({ ...byId(state.profiles, input.id), usedBy: UNUSED.usedBy })),
    create: os.profiles.create.handler(({ input }) => {
      const profile = { ...input, id: sceneId(4, 90 + state.profiles.length), revision: 1, isDefault: false };
      state.profiles = put(state.profiles, profile);
      return profile;
    }),
    replace: os.profiles.replace.handler(({ input }) => {
      const before = byId(state.profiles, input.id);
      requireFresh(before, input.revision);
      const next = { ...before, ...input, revision: input.revision + 1 };
      state.profiles = put(state.profiles, next);
      return next;
    }),
    remove: os.profiles.remove.handler(({ input }) => {
      if (byId(state.profiles, input.id).isDefault) {
        const message = 'This is the default option profile: make another one the default first';
        throw new ORPCError('conflict', { defined: true, status: 409, message, data: { issues: [] } });
      }
      state.profiles = state.profiles.filter(({ id }) => id !== input.id);
    }),
    makeDefault: os.profiles.makeDefault.handler(({ input }) => {
      state.profiles = state.profiles.map((one) => ({ ...one, isDefault: one.id === input.id }));
      return byId(state.profiles, input.id);
    }),
  });

const targets = (state: FakeTargets) =>
  os.targets.router({
    count: os.targets.count.handler(({ input: { target } }) => {
      if (target.kind === 'hosts') return { hosts: target.include.length, perTag: [] };
      const carrying = (tagId: string) => state.assets.filter(({ scannable, tagIds }) => scannable && tagIds.includes(tagId)).length;
      const perTag = target.include.tagIds.map((tagId) => ({ tagId, scannable: carrying(tagId) }));
      return { hosts: Math.max(0, ...perTag.map(({ scannable }) => scannable)), perTag };
    }),
  });

/** The routes of what scans aim at. */
export const fakeTargetRoutes = (state: FakeTargets) => ({
  assets: assets(state),
  assetGroups: assetGroups(state),
  tags: tags(state),
  connectors: connectors(state),
  profiles: profiles(state),
  targets: targets(state),
});
