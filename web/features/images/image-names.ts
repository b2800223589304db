import type { Image } from '#contract/images';

type Named = Pick<Image, 'repo' | 'repoCount' | 'repoDigests' | 'imageId'>;
type Place = Image['repo'][number];

const whole = ({ registry, repository }: Pick<Place, 'registry' | 'repository'>) =>
  registry === '' ? repository : `${registry}/${repository}`;

/** What an image is called in a list: its first repository with the tags there, and how many names it has beside those. */
export function namesOf(image: Named): { readonly name: string; readonly tags: readonly string[]; readonly others: number } {
  const [first] = image.repo;
  if (first === undefined) {
    const [pulled] = image.repoDigests;
    return { name: pulled === undefined ? `untagged ${image.imageId}` : whole(pulled), tags: [], others: 0 };
  }
  const name = whole(first);
  const tags = image.repo.filter((repo) => whole(repo) === name).map(({ tag }) => tag);
  return { name, tags, others: Math.max(0, image.repoCount - tags.length) };
}

/** Every name that was told, whole: `registry.corp.example/pay/api:2.41.0`. */
export const allNames = ({ repo }: Pick<Image, 'repo'>): string[] => repo.map((one) => `${whole(one)}:${one.tag}`);
