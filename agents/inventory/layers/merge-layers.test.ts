import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readArchive } from '../read-archive.ts';
import { digestOf, inChunks, savedArchive } from '../testing/image-of.ts';
import { readValue } from '../testing/read-value.ts';
import { type TarInput, tarOf } from '../testing/tar-of.ts';

/** What one layer does at one path. */
type Deed = { readonly path: string; readonly does: 'package' | 'folder' | 'link' | 'remove' | 'hide'; readonly version: string };

const FOLDERS = [
  'a',
  'a/node_modules',
  'a/node_modules/x',
  'node_modules',
  'node_modules/x',
  'node_modules/y',
  'a/node_modules/x/node_modules',
  'a/node_modules/x/node_modules/y',
];
const PACKAGES = ['a/node_modules/x', 'node_modules/x', 'node_modules/y', 'a/node_modules/x/node_modules/y'].map(
  (folder) => `${folder}/package.json`,
);

const version = fc.constantFrom('1.0.0', '1.0.1');
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ path: fc.constantFrom(...PACKAGES), does: fc.constant('package' as const), version }) },
  {
    weight: 3,
    arbitrary: fc.record({ path: fc.constantFrom(...FOLDERS, ...PACKAGES), does: fc.constantFrom('folder', 'link', 'remove'), version }),
  },
  { weight: 1, arbitrary: fc.record({ path: fc.constantFrom('', ...FOLDERS), does: fc.constant('hide' as const), version }) },
);

const isBelow = (path: string, folder: string): boolean => folder === '' || path.startsWith(`${folder}/`);
const isLeaf = ({ does }: Deed): boolean => does === 'package' || does === 'link';
const isThere = (each: Deed): boolean => isLeaf(each) || each.does === 'folder';

/** As engines write layers: a path once, and nothing below what is no folder. */
const consistent = (deeds: readonly Deed[]): Deed[] =>
  deeds.filter((each, at) => {
    const earlier = deeds.slice(0, at);
    if (each.does === 'remove' || each.does === 'hide') return true;
    return !earlier.some(
      (other) =>
        isThere(other) &&
        (other.path === each.path || (isLeaf(other) && isBelow(each.path, other.path)) || (isLeaf(each) && isBelow(other.path, each.path))),
    );
  });

const layer = fc.array(deed, { minLength: 1, maxLength: 6 }).map(consistent);

const contentOf = ({ path, version: of }: Deed): string => JSON.stringify({ name: path.split('/').at(-2), version: of });

const parentsOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, at, parts) => parts.slice(0, at + 1).join('/'));

const entriesOf = (each: Deed): TarInput[] => {
  const parents = parentsOf(each.path);
  const folder = parents.at(-1) ?? '';
  const name = each.path.slice(folder === '' ? 0 : folder.length + 1);
  const prefix = folder === '' ? '' : `${folder}/`;
  switch (each.does) {
    case 'package':
      return [...parents.map((path) => ({ path: `${path}/`, flag: '5' })), { path: each.path, content: contentOf(each) }];
    case 'folder':
      return [...parents, each.path].map((path) => ({ path: `${path}/`, flag: '5' }));
    case 'link':
      return [...parents.map((path) => ({ path: `${path}/`, flag: '5' })), { path: each.path, flag: '2', linkPath: '/elsewhere' }];
    case 'remove':
      return [{ path: `${prefix}.wh.${name}` }];
    case 'hide':
      return [{ path: `${each.path === '' ? '' : `${each.path}/`}.wh..wh..opq` }];
  }
};

const toEntries = (deeds: readonly Deed[]): TarInput[] => deeds.flatMap(entriesOf);

interface Node {
  readonly kind: 'package' | 'folder' | 'link';
  readonly content: string;
  readonly since: number;
}

/** Unpacks layer over layer, as an engine would into a folder: first what is taken away from below, then what is brought. */
const unpack = (layers: readonly (readonly Deed[])[]): Map<string, Node> => {
  const tree = new Map<string, Node>();
  const remove = (isIt: (path: string) => boolean) => {
    for (const path of [...tree.keys()]) if (isIt(path)) tree.delete(path);
  };
  const makeFolder = (path: string, since: number) => {
    if (tree.get(path)?.kind !== 'folder') tree.set(path, { kind: 'folder', content: '', since });
  };
  for (const [at, deeds] of layers.entries()) {
    for (const { path, does } of deeds) {
      if (does === 'hide') remove((other) => isBelow(other, path));
      if (does === 'remove') remove((other) => other === path || isBelow(other, path));
    }
    for (const each of deeds.filter(isThere)) {
      for (const parent of parentsOf(each.path)) makeFolder(parent, at);
      if (each.does === 'folder') makeFolder(each.path, at);
      else {
        remove((other) => isBelow(other, each.path));
        const content = each.does === 'package' ? contentOf(each) : '';
        const before = tree.get(each.path);
        const since = before?.kind === 'package' && before.content === content ? before.since : at;
        tree.set(each.path, { kind: each.does as Node['kind'], content, since });
      }
    }
  }
  return tree;
};

test('the packages of an image are those that unpacking its layers would leave, each since the layer that brought it', async () => {
  const shuffled = (entries: readonly TarInput[], seed: number) =>
    entries.toSorted((a, b) => ((a.path.length * 7 + seed) % 5) - ((b.path.length * 3 + seed) % 5));
  await fc.assert(
    fc.asyncProperty(fc.array(layer, { minLength: 1, maxLength: 5 }), fc.nat(9), async (layers, seed) => {
      // A mark of its own makes every layer a different one: the digest tells them apart.
      const tars = layers.map((deeds, at) => tarOf([{ path: `mark-${at}` }, ...toEntries(deeds)]));
      const [image] = readValue(await readArchive(inChunks(tarOf(shuffled(savedArchive(tars), seed)), 5000)));
      const expected = [...unpack(layers)]
        .filter(([, { kind }]) => kind === 'package')
        .map(([path, { content, since }]) => ({ path, ...JSON.parse(content), layer: digestOf(tars[since]!) }));
      const byPath = (a: { path?: string | undefined }, b: { path?: string | undefined }) => (a.path! < b.path! ? -1 : 1);
      const found = image!.packages.map(({ path, name, version: of, layer: since }) => ({ path, name, version: of, layer: since }));
      expect(found.toSorted(byPath)).toEqual(expected.toSorted(byPath));
    }),
    { numRuns: 60 },
  );
});
