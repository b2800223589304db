import type { Software } from '#contract/container-parts';
import { ShortDigest } from '../../ui/image/digest.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { ForeignText } from '../../ui/text/foreign-text.tsx';

export const softwareKey = ({ ecosystem, name, version, path = '', layer = '' }: Software): string =>
  [ecosystem, name, version, path, layer].join(' ');

const text = (value: string, className: string) => (
  <span className={`${className} truncate package-cell`} title={value}>
    <ForeignText>{value}</ForeignText>
  </span>
);

export const SOFTWARE_COLUMNS: readonly Column<Software>[] = [
  { key: 'name', head: 'Package', cell: ({ name }) => text(name, 'cell-name') },
  { key: 'version', head: 'Version', width: '22%', cell: ({ version }) => text(version, 'mono') },
  { key: 'ecosystem', head: 'Ecosystem', width: '120px', cell: ({ ecosystem }) => text(ecosystem, '') },
  { key: 'source', head: 'Source or path', width: '24%', cell: ({ source, path }) => text(source ?? path ?? '—', '') },
  { key: 'layer', head: 'Layer', width: '124px', cell: ({ layer }) => (layer === undefined ? '—' : <ShortDigest digest={layer} />) },
];

export const softwareCard = ({ name, version, ecosystem, path }: Software): RowCard => ({
  title: <ForeignText>{name}</ForeignText>,
  aside: <ForeignText className="mono truncate package-version">{version}</ForeignText>,
  meta: [ecosystem, path].filter(Boolean).join(' · '),
});
