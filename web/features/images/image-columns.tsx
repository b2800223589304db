import type { Image } from '#contract/images';
import { countedContainers } from '../../containers/counted.ts';
import { findingsInWords, LastScanned, LastTrigger, Vulnerabilities } from '../../containers/last-scan.tsx';
import { ShortDigest } from '../../ui/image/digest.tsx';
import { ImageName } from '../../ui/image/image-name.tsx';
import { TagChips } from '../../ui/image/tag-chips.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { ForeignText } from '../../ui/text/foreign-text.tsx';
import { formatBytes, formatNumber } from '../../ui/time/format-duration.ts';
import { RelativeTime, TimeText } from '../../ui/time/time-text.tsx';
import { namesOf } from './image-names.ts';

/** What runs in it; of an image without any system that was looked into, that it has none. */
export function systemOf({ operatingSystem, softwareCount }: Image): string {
  return operatingSystem ?? (softwareCount === undefined ? '—' : 'none, static');
}

/** `Debian 12` of `Debian GNU/Linux 12 (bookworm)`, `Alpine 3.18` of `Alpine Linux v3.18`: as much as a column holds. */
const inShort = (system: string): string =>
  system
    .replace(/ (GNU\/)?Linux/, '')
    .replace(/ v(?=\d)/, ' ')
    .replace(/ \(.*\)$/, '');

function Names({ image }: { readonly image: Image }) {
  const { name, tags, others } = namesOf(image);
  return (
    <span className="two-lines">
      <ImageName name={name} />
      <TagChips tags={tags} others={others} />
    </span>
  );
}

function Use({ image: { sha, associatedContainersCount: containers, associatedHostsCount: hosts, goneAt } }: { readonly image: Image }) {
  return (
    <span className="two-lines">
      {containers === 0 ? (
        <span className="tabular">0</span>
      ) : (
        <PageLink to="/containers" search={{ q: `imageSha:${sha}` }} className="tabular">
          {formatNumber(containers)}
        </PageLink>
      )}
      <span className="meta truncate">
        {goneAt !== undefined ? 'on no host now' : `on ${formatNumber(hosts)} ${hosts === 1 ? 'host' : 'hosts'}`}
      </span>
    </span>
  );
}

/** The columns of the list. */
export const IMAGE_COLUMNS: readonly Column<Image>[] = [
  { key: 'repo', head: 'Image', cell: (image) => <Names image={image} /> },
  { key: 'imageId', head: 'Digest', width: '118px', cell: ({ sha }) => <ShortDigest digest={sha} /> },
  {
    key: 'operatingSystem',
    head: 'System',
    width: '118px',
    cell: (image) => (
      <span className="truncate image-system" title={systemOf(image)}>
        <ForeignText>{inShort(systemOf(image))}</ForeignText>
      </span>
    ),
  },
  {
    key: 'size',
    head: 'Size',
    sort: 'size',
    width: '80px',
    align: 'right',
    cell: ({ size }) => (size === undefined ? '—' : formatBytes(size)),
  },
  { key: 'vulnerabilities', head: 'Vulnerabilities', sort: 'severity', width: '200px', cell: (image) => <Vulnerabilities of={image} /> },
  { key: 'containers', head: 'Containers', sort: 'containers', width: '104px', align: 'right', cell: (image) => <Use image={image} /> },
  { key: 'lastVmScanDate', head: 'Last scanned', sort: 'lastVmScanDate', width: '112px', cell: (image) => <LastScanned of={image} /> },
  { key: 'trigger', head: 'Trigger', width: '172px', cell: (image) => <LastTrigger of={image} /> },
  {
    key: 'created',
    head: 'Built',
    sort: 'created',
    hidden: true,
    cell: ({ created }) => (created === undefined ? 'not told' : <RelativeTime at={created} />),
  },
  { key: 'updated', head: 'Changed', sort: 'updated', hidden: true, cell: ({ updated }) => <TimeText at={updated} /> },
];

/** An image as a phone shows it. */
export function imageCard(image: Image): RowCard {
  const { name, tags, others } = namesOf(image);
  return {
    title: <ImageName name={name} />,
    line: (
      <span className="image-card-line">
        <Vulnerabilities of={image} />
        <TagChips tags={tags} others={others} atMost={2} />
      </span>
    ),
    meta: (
      <>
        {image.lastVmScanDate === undefined ? 'never scanned' : <RelativeTime at={image.lastVmScanDate} />}
        {` · ${countedContainers(image.associatedContainersCount)} · ${inShort(systemOf(image))}`}
      </>
    ),
  };
}

export const imageLabel = (image: Image): string => `${namesOf(image).name} ${image.imageId}`;

export const imageVersion = (image: Image): string =>
  [image.lastTriedAt, image.scanState, findingsInWords(image), image.repoCount, image.associatedContainersCount].join(' ');
