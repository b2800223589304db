import type { ImportInput } from '../../contract/assets.ts';
import { actorOf, type Implementer } from '../../http/implement.ts';
import type { AssetsFeature } from './feature.ts';

// A file sent as `text/csv` has become `{csv}` on its way in.
const toCsv = async (input: ImportInput) => ('csv' in input ? input : { csv: await input.text() });

export const assetsRoutes = (i: Implementer, { assets }: AssetsFeature) =>
  i.assets.router({
    list: i.assets.list.handler(({ context, input }) => assets.list(actorOf(context), input)),
    get: i.assets.get.handler(({ context, input }) => assets.get(actorOf(context), input.id)),
    change: i.assets.change.handler(({ context, input }) => assets.change(actorOf(context), input)),
    remove: i.assets.remove.handler(({ context, input }) => assets.remove(actorOf(context), input.id)),
    preview: i.assets.preview.handler(async ({ context, input }) => assets.preview(actorOf(context), await toCsv(input))),
    import: i.assets.import.handler(async ({ context, input }) => assets.import(actorOf(context), await toCsv(input))),
  });

export const assetGroupsRoutes = (i: Implementer, { groups }: AssetsFeature) =>
  i.assetGroups.router({
    list: i.assetGroups.list.handler(({ context, input }) => groups.list(actorOf(context), input)),
    get: i.assetGroups.get.handler(({ context, input }) => groups.get(actorOf(context), input.id)),
    create: i.assetGroups.create.handler(({ context, input }) => groups.create(actorOf(context), input)),
    replace: i.assetGroups.replace.handler(({ context, input }) => groups.replace(actorOf(context), input)),
    remove: i.assetGroups.remove.handler(({ context, input }) => groups.remove(actorOf(context), input.id)),
  });

export const tagsRoutes = (i: Implementer, { tags }: AssetsFeature) =>
  i.tags.router({
    list: i.tags.list.handler(({ context, input }) => tags.list(actorOf(context), input)),
    get: i.tags.get.handler(({ context, input }) => tags.get(actorOf(context), input.id)),
    preview: i.tags.preview.handler(({ context, input }) => tags.preview(actorOf(context), input.rule)),
    create: i.tags.create.handler(({ context, input }) => tags.create(actorOf(context), input)),
    replace: i.tags.replace.handler(({ context, input }) => tags.replace(actorOf(context), input)),
    remove: i.tags.remove.handler(({ context, input }) => tags.remove(actorOf(context), input.id)),
  });

export const targetsRoutes = (i: Implementer, { targets }: AssetsFeature) =>
  i.targets.router({ count: i.targets.count.handler(({ context, input }) => targets.count(actorOf(context), input.target)) });
