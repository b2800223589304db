import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { ContainerToken } from '../../domain/qql/container-tokens.ts';
import { tables } from '../database.ts';
import { imagesWithFinding, imagesWithPackage } from './image-fields.ts';
import { eachFindingField, type Field, field, scanFields } from './scan-fields.ts';
import { anyOf, type ColumnOf } from './value-test.ts';

const { container, containerDrift, containerFinding, image, imageFinding, imagePackage, sensor } = tables;

const ofImage =
  (value: SQLWrapper, type: ColumnOf['type'], prefix = ''): Field =>
  (tests) =>
    sql`${container.imageId} in (select ${image.id} from ${image} where ${anyOf(tests, { value, type, prefix })})`;

// Few hosts, many containers: the sensors are looked through, not the copies of their host names.
const ofSensor =
  (value: SQLWrapper): Field =>
  (tests) =>
    sql`${container.sensorId} in (select ${sensor.id} from ${sensor} where ${anyOf(tests, { value, type: 'text' })})`;

const packaged =
  (value: SQLWrapper): Field =>
  (tests) =>
    sql`${container.imageId} in (${imagesWithPackage(anyOf(tests, { value, type: 'text' }))})`;

/** What each token of a container is in the database. */
export const CONTAINER_FIELDS: Readonly<Record<ContainerToken, Field>> = {
  name: field('text', container.name),
  containerId: field('digest', container.sha),
  imageId: ofImage(image.sha, 'digest', 'sha256:'),
  imageName: field('text', container.imageName),
  state: field('text', container.state),
  stateChanged: field('instant', container.stateChanged),
  created: field('instant', container.created),
  updated: field('instant', container.updated),
  isDrift: field('boolean', container.isDrift),
  privileged: field('boolean', container.privileged),
  isRoot: field('boolean', container.isRoot),
  'drift.software': (tests) => sql`${container.id} in (
    select ${containerDrift.containerId} from ${containerDrift}, jsonb_array_elements(${containerDrift.drift}->'software') as changed
    where ${anyOf(tests, { value: sql`(changed->'package'->>'name')`, type: 'text' })})`,
  'host.hostname': ofSensor(sensor.hostName),
  'host.sensorUid': ofSensor(sql`${sensor.id}::text`),
  operatingSystem: ofImage(image.operatingSystem, 'text'),
  'softwares.name': packaged(imagePackage.name),
  'softwares.version': packaged(imagePackage.version),
  ...scanFields(container),
  // Those of its drift, and those of its image that its drift did not mend.
  ...eachFindingField((matches) => (tests) => {
    const ofItsImage = matches(imageFinding, tests);
    return sql`(${container.id} in (select ${containerFinding.containerId} from ${containerFinding} where ${matches(containerFinding, tests)})
      or (${container.imageId} in (${imagesWithFinding(ofItsImage)}) and (not ${container.isDrift} or ${stillHolds(ofItsImage)})))`;
  }),
};

const stillHolds = (matching: SQL): SQL => sql`exists (
  select 1 from ${imageFinding} where ${imageFinding.imageId} = ${container.imageId} and ${matching} and not exists (
    select 1 from ${containerDrift}, jsonb_to_recordset(${containerDrift.goneFindings})
      as gone("advisoryId" text, package text, "installedVersion" text)
    where ${containerDrift.containerId} = ${container.id} and gone."advisoryId" = ${imageFinding.advisoryId}
      and gone.package = ${imageFinding.package} and gone."installedVersion" = ${imageFinding.installedVersion}))`;
