import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Reach } from '../../domain/assets/reach.ts';
import { STATES_THAT_HOLD_IMAGES } from '../../domain/containers/container.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import { withinReach } from '../../storage/within-reach.ts';

const { image, imageLayers, imageFinding, imagePackage, imageOnHost, container, sensor } = tables;

/** The layers of an image with how much each brought in. */
export async function readLayers(executor: Executor, imageId: string) {
  const [row] = await executor.select({ layers: imageLayers.layers }).from(imageLayers).where(eq(imageLayers.imageId, imageId));
  const perLayer = async (table: typeof imageFinding | typeof imagePackage) => {
    const counted = await executor
      .select({ layer: table.layer, count: sql<number>`count(*)::int` })
      .from(table)
      .where(eq(table.imageId, imageId))
      .groupBy(table.layer);
    return new Map(counted.map(({ layer, count }) => [layer, count]));
  };
  const [software, findings] = [await perLayer(imagePackage), await perLayer(imageFinding)];
  return (row?.layers ?? []).map(({ digest, size, createdBy }) => ({
    ...{ digest, size, createdBy },
    softwareCount: software.get(digest) ?? 0,
    findingsCount: findings.get(digest) ?? 0,
  }));
}

const MOST_HOSTS = 1000;

/** The hosts within reach that have the image. */
export async function readHosts(executor: Executor, reach: Reach, imageId: string) {
  return executor
    .select({
      sensorId: sensor.id,
      sensorName: sensor.name,
      hostName: sensor.hostName,
      repoTags: imageOnHost.repoTags,
      containersCount: sql<number>`(select count(*)::int from ${container} where ${container.imageId} = ${imageOnHost.imageId}
        and ${container.sensorId} = ${imageOnHost.sensorId} and ${container.state} <> 'DELETED')`,
      firstSeenAt: imageOnHost.firstSeenAt,
      lastSeenAt: imageOnHost.at,
    })
    .from(imageOnHost)
    .innerJoin(sensor, eq(sensor.id, imageOnHost.sensorId))
    .where(
      and(
        eq(imageOnHost.imageId, imageId),
        eq(imageOnHost.onHost, true),
        reach.kind === 'all' ? undefined : withinReach(reach, sensor.businessUnitId),
      ),
    )
    .orderBy(sensor.hostName, sensor.name)
    .limit(MOST_HOSTS);
}

export type HostRow = Awaited<ReturnType<typeof readHosts>>[number];

/** Containers because of which the record of the image stays. */
export const countHolding = (executor: Executor, imageId: string): Promise<number> =>
  executor.$count(container, and(eq(container.imageId, imageId), inArray(container.state, [...STATES_THAT_HOLD_IMAGES])));

export async function lockImage(tx: Transaction, id: string) {
  const [row] = await tx.select().from(image).where(eq(image.id, id)).for('update');
  return row;
}

/** With its containers that are gone or unknown, and all that is known of both. */
export async function deleteImage(tx: Transaction, id: string): Promise<void> {
  await tx.delete(container).where(eq(container.imageId, id));
  await tx.delete(image).where(eq(image.id, id));
}
