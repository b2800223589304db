import { and, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Reach } from '../../domain/assets/reach.ts';
import type { ImageToken } from '../../domain/qql/image-tokens.ts';
import { tables } from '../database.ts';
import { eachFindingField, type Field, field, scanFields } from './scan-fields.ts';
import { anyOf, type ColumnOf } from './value-test.ts';

const { image, imageName, imageOnHost, imageFinding, imagePackage, sensor } = tables;

const named =
  (value: SQLWrapper, type: ColumnOf['type'] = 'text', prefix = ''): Field =>
  (tests) =>
    sql`${image.id} in (select ${imageName.imageId} from ${imageName} where ${anyOf(tests, { value, type, prefix })})`;

const packaged =
  (value: SQLWrapper): Field =>
  (tests) =>
    sql`${image.id} in (${imagesWithPackage(anyOf(tests, { value, type: 'text' }))})`;

/** Ids of the images that have such a package. */
export const imagesWithPackage = (condition: SQL): SQL => sql`select ${imagePackage.imageId} from ${imagePackage} where ${condition}`;
/** Ids of the images that have such a finding. */
export const imagesWithFinding = (condition: SQL): SQL => sql`select ${imageFinding.imageId} from ${imageFinding} where ${condition}`;

const onHost =
  (seen: SQL | undefined): Field =>
  (tests) =>
    sql`${image.id} in (select ${imageOnHost.imageId} from ${imageOnHost} join ${sensor} on ${sensor.id} = ${imageOnHost.sensorId}
      where ${and(imageOnHost.onHost, seen, anyOf(tests, { value: sensor.hostName, type: 'text' }))})`;

function sensorWithin(reach: Reach): SQL | undefined {
  if (reach.kind === 'all') return undefined;
  return reach.kind === 'none' ? sql`false` : sql`${sensor.businessUnitId} is not distinct from ${reach.businessUnitId ?? null}`;
}

/** What each token of an image is in the database, as somebody with that reach may ask for it. */
export const imageFields = (reach: Reach): Readonly<Record<ImageToken, Field>> => fieldsOf(sensorWithin(reach));

const fieldsOf = (seen: SQL | undefined): Readonly<Record<ImageToken, Field>> => ({
  repo: named(imageName.reference),
  'repo.registry': named(imageName.registry),
  'repo.repository': named(imageName.repository),
  'repo.tag': named(imageName.tag),
  imageId: field('digest', image.sha, 'sha256:'),
  'repoDigests.digest': named(imageName.digest, 'digest', 'sha256:'),
  architecture: field('text', image.architecture),
  size: field('integer', image.size),
  created: field('instant', image.created),
  updated: field('instant', image.updated),
  associatedContainersCount: field('integer', image.containerCount),
  associatedHostsCount: field('integer', image.hostCount),
  'host.hostname': onHost(seen),
  operatingSystem: field('text', image.operatingSystem),
  'softwares.name': packaged(imagePackage.name),
  'softwares.version': packaged(imagePackage.version),
  ...scanFields(image),
  ...eachFindingField((matches) => (tests) => sql`${image.id} in (${imagesWithFinding(matches(imageFinding, tests))})`),
});
