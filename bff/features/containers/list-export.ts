import type { Container } from '../../contract/containers.ts';
import type { ExportInput } from '../../contract/export.ts';
import type { Image } from '../../contract/images.ts';
import { reachOf } from '../../domain/assets/reach.ts';
import { type CsvColumn, chooseColumns, csvText } from '../../domain/csv/csv-columns.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { unwrap } from '../../domain/unwrap.ts';
import { readPageRequest } from '../../storage/keyset-page.ts';
import { SNAPSHOT } from '../../storage/snapshot.ts';
import { csvFile, type SentFile } from '../../text-file.ts';
import { CONTAINER_SORTS, eachContainer } from './container-list-store.ts';
import type { ContainersDeps } from './containers-deps.ts';
import { eachImage, IMAGE_SORTS, readNames } from './image-list-store.ts';
import { toContainer, toImage } from './to-contract.ts';

const SEVERITIES: CsvColumn<Image | Container> = {
  key: 'vulnerabilities',
  heads: ['severity_5', 'severity_4', 'severity_3', 'severity_2', 'severity_1', 'fixable'],
  // Never 0 for what was not scanned: empty.
  cells: ({ vulnerabilities: v }) => [
    v?.severity5Count,
    v?.severity4Count,
    v?.severity3Count,
    v?.severity2Count,
    v?.severity1Count,
    v?.fixableCount,
  ],
};

const SCAN: CsvColumn<Image | Container> = {
  key: 'lastVmScanDate',
  heads: ['scan_state', 'last_scanned_utc', 'scan_problem'],
  cells: (one) => [one.scanState, one.lastVmScanDate, one.scanProblem],
};

const TRIGGER: CsvColumn<Image | Container> = {
  key: 'trigger',
  heads: ['trigger', 'manifest'],
  cells: (one) => [one.trigger, one.manifestVersion],
};

/** The columns of the lists as files, by the keys of the console's columns. */
const IMAGE_CSV: readonly CsvColumn<Image>[] = [
  { key: 'imageId', heads: ['image_id', 'sha'], cells: ({ imageId, sha }) => [imageId, sha] },
  {
    key: 'repo',
    heads: ['names', 'tags_count'],
    cells: ({ repo, repoCount }) => [repo.map(({ registry, repository, tag }) => `${registry}/${repository}:${tag}`).join(' '), repoCount],
  },
  { key: 'operatingSystem', heads: ['operating_system', 'architecture'], cells: (one) => [one.operatingSystem, one.architecture] },
  { key: 'size', heads: ['size_bytes'], cells: ({ size }) => [size] },
  { key: 'created', heads: ['created_utc'], cells: ({ created }) => [created] },
  SEVERITIES,
  { key: 'hosts', heads: ['hosts'], cells: ({ associatedHostsCount }) => [associatedHostsCount] },
  { key: 'containers', heads: ['containers'], cells: ({ associatedContainersCount }) => [associatedContainersCount] },
  SCAN,
  TRIGGER,
  { key: 'updated', heads: ['updated_utc'], cells: ({ updated }) => [updated] },
];

const CONTAINER_CSV: readonly CsvColumn<Container>[] = [
  { key: 'name', heads: ['name', 'container_id', 'sha'], cells: ({ name, containerId, sha }) => [name, containerId, sha] },
  { key: 'image', heads: ['image', 'image_id'], cells: ({ image }) => [image.name, image.imageId] },
  { key: 'host', heads: ['host', 'sensor'], cells: ({ host }) => [host.hostname, host.sensorName] },
  { key: 'state', heads: ['state', 'state_changed_utc'], cells: ({ state, stateChanged }) => [state, stateChanged] },
  { key: 'created', heads: ['created_utc'], cells: ({ created }) => [created] },
  SEVERITIES,
  {
    key: 'drift',
    heads: ['drift', 'drift_packages', 'drift_files'],
    cells: ({ isDrift, drift }) => [
      drift.lookedAt === undefined ? undefined : isDrift ? 'yes' : 'no',
      drift.softwareCount,
      drift.fileCount,
    ],
  },
  SCAN,
  TRIGGER,
  { key: 'updated', heads: ['updated_utc'], cells: ({ updated }) => [updated] },
];

type ExportDeps = Pick<ContainersDeps, 'db' | 'clock' | 'compile'>;

/** The list of images as a file, whole. */
export async function exportImages({ db, clock, compile }: ExportDeps, actor: Actor, input: ExportInput): Promise<SentFile> {
  const reach = reachOf(actor, 'containers.read');
  const { columns, condition, page } = unwrap({
    columns: chooseColumns(IMAGE_CSV, input.columns),
    condition: compile('images', { query: input.query, now: clock(), reach }),
    page: readPageRequest({ ...input, limit: 1 }, IMAGE_SORTS),
  });
  return db.transaction(async (tx) => {
    const rows = eachImage(tx, { reach, condition, page });
    return csvFile('images', csvText(columns, named(tx, rows)));
  }, SNAPSHOT);
}

async function* named(tx: Parameters<typeof readNames>[0], batches: ReturnType<typeof eachImage>): AsyncGenerator<readonly Image[]> {
  for await (const rows of batches) {
    const names = await readNames(
      tx,
      rows.map(({ id }) => id),
    );
    yield rows.map(({ row }) => toImage(row, names));
  }
}

/** The list of containers as a file, whole. */
export async function exportContainers({ db, clock, compile }: ExportDeps, actor: Actor, input: ExportInput): Promise<SentFile> {
  const reach = reachOf(actor, 'containers.read');
  const { columns, condition, page } = unwrap({
    columns: chooseColumns(CONTAINER_CSV, input.columns),
    condition: compile('containers', { query: input.query, now: clock(), reach }),
    page: readPageRequest({ ...input, limit: 1 }, CONTAINER_SORTS),
  });
  return db.transaction(async (tx) => {
    const rows = eachContainer(tx, { reach, condition, page });
    return csvFile('containers', csvText(columns, shown(rows)));
  }, SNAPSHOT);
}

async function* shown(batches: ReturnType<typeof eachContainer>): AsyncGenerator<readonly Container[]> {
  for await (const rows of batches) yield rows.map(toContainer);
}
