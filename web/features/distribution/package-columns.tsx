import { Button } from '@mantine/core';
import type { DistributedPackage } from '#contract/packages';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { RelativeTime } from '../../ui/time/time-text.tsx';

const USES: Record<DistributedPackage['use'], string> = {
  current: 'what the fleet runs',
  'rolling-out': 'being rolled out',
  none: 'not in use',
};

export const useOf = ({ use, withdrawnAt }: DistributedPackage): string => (withdrawnAt === undefined ? USES[use] : 'withdrawn');
export const sizeOf = ({ length }: DistributedPackage): string => `${formatNumber(Math.ceil(length / 1024))} KiB`;

/** The columns; with `start`, what can be rolled out has a button. */
export const packageColumns = (start: ((one: DistributedPackage) => void) | undefined): readonly Column<DistributedPackage>[] => [
  {
    key: 'package',
    head: 'Package',
    cell: ({ package: name, version, sha256 }) => (
      <span className="two-lines">
        <span className="cell-name truncate">
          {name} {version}
        </span>
        <span className="meta mono truncate" title={sha256}>
          {sha256.slice(0, 16)}
        </span>
      </span>
    ),
  },
  { key: 'use', head: 'Use', width: '150px', cell: useOf },
  { key: 'appliances', head: 'Appliances', width: '96px', align: 'right', cell: ({ appliances }) => formatNumber(appliances) },
  { key: 'size', head: 'Size', width: '90px', align: 'right', cell: sizeOf },
  {
    key: 'published',
    head: 'Published',
    width: '150px',
    cell: ({ publishedAt, publishedBy }) => (
      <span className="two-lines">
        <RelativeTime at={publishedAt} />
        <span className="meta truncate">{publishedBy}</span>
      </span>
    ),
  },
  {
    key: 'action',
    head: 'Action',
    width: '104px',
    cell: (one) =>
      start !== undefined &&
      one.use === 'none' &&
      one.withdrawnAt === undefined && (
        <Button size="compact-xs" variant="default" aria-label={`Roll out ${one.package} ${one.version}`} onClick={() => start(one)}>
          Roll out
        </Button>
      ),
  },
];

const runsInWords = ({ appliances }: DistributedPackage): string => {
  if (appliances === 0) return 'No appliance runs it';
  return appliances === 1 ? '1 appliance runs it' : `${formatNumber(appliances)} appliances run it`;
};

/** A package as a phone shows it. */
export const packageCard = (one: DistributedPackage): RowCard => ({
  title: `${one.package} ${one.version}`,
  aside: useOf(one),
  line: runsInWords(one),
  meta: `${sizeOf(one)}, published by ${one.publishedBy}`,
});
