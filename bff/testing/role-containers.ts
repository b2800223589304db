import { randomBytes } from 'node:crypto';
import { tables } from '../storage/database.ts';
import type { RoleWorld } from './role-world.ts';

/** Stands for "of no unit" among the units of an image. */
const NO_UNIT = '00000000-0000-0000-0000-000000000000';

/** An image, or a running container of one, on the host of a sensor of that unit which is there: as its reports would make them. */
export async function addContainerThing({ app }: RoleWorld, kind: 'image' | 'container', unit: string | null, name: string) {
  const { db } = app.database;
  const at = new Date(app.clock.now());
  const hex = () => randomBytes(32).toString('hex');
  const [sensorId, imageId, containerId] = [app.deps.newId(), app.deps.newId(), app.deps.newId()];
  const sha = `sha256:${hex()}`;
  const businessUnitId = unit;
  await db
    .insert(tables.sensor)
    .values({ id: sensorId, name: `of ${name}`, kind: 'general', businessUnitId, lastCheckInAt: at, createdAt: at });
  await db
    .insert(tables.image)
    .values({ id: imageId, sha, firstSeenAt: at, updated: at, hostCount: 1, businessUnitIds: [unit ?? NO_UNIT] });
  await db.insert(tables.imageOnHost).values({ imageId, sensorId, onHost: true, repoTags: [], repoDigests: [], firstSeenAt: at, at });
  if (kind === 'image') return { id: imageId, title: sha };
  const states = { state: 'RUNNING', toldState: 'RUNNING', stateChanged: at, at, created: at, updated: at } as const;
  await db.insert(tables.container).values({ id: containerId, sha: hex(), name, imageId, sensorId, businessUnitId, ...states });
  return { id: containerId, title: name };
}
