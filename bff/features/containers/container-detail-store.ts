import { eq } from 'drizzle-orm';
import type { ContainerDrift } from '../../domain/containers/container.ts';
import { type Executor, tables } from '../../storage/database.ts';

const { containerDrift } = tables;

/** What differs from the image; undefined: nothing, or nobody has looked. */
export async function readDrift(executor: Executor, containerId: string): Promise<ContainerDrift | undefined> {
  const [row] = await executor
    .select({ drift: containerDrift.drift })
    .from(containerDrift)
    .where(eq(containerDrift.containerId, containerId));
  return row?.drift;
}
