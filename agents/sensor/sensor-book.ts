import { z } from 'zod';
import { sensorOrder } from '../protocol/sensor-check-in.ts';
import { containerId, imageId } from '../protocol/sensor-primitives.ts';
import { trigger } from '../protocol/sensor-report.ts';
import { readJsonFile, writeAtomically } from '../runtime/atomic-file.ts';

/** A scan that was decided and is not done yet. It outlives the program, so that its trigger is still known after a crash. */
const wantedScan = z.object({ trigger, action: z.string().optional(), since: z.number() });

const scanState = {
  wanted: wantedScan.optional(),
  /** Epoch ms of the machine. Absent: never. */
  scannedAt: z.number().optional(),
  /** Version of the manifest that it was matched with last. */
  manifest: z.string().optional(),
  /** The last try ended with "not scannable": why. */
  failed: z.string().optional(),
  /** Scans and matches so far: makes the id of the next report, the same one again after a crash. */
  scans: z.int().default(0),
};

const imageEntry = z.object({
  tags: z.array(z.string()),
  digests: z.array(z.string()),
  ...scanState,
  /** The report of the last try: the platform must have it before a CI/CD sensor removes the trigger tag. */
  handled: z.uuid().optional(),
  /** CI/CD: the trigger tag is to be removed as soon as that is so. */
  untagDue: z.boolean().optional(),
});
/** What is known of an image of this engine. */
export type ImageEntry = z.infer<typeof imageEntry>;

const containerEntry = z.object({
  imageId,
  state: z.string(),
  /** Digest of what the platform was told of it last. */
  told: z.string(),
  ...scanState,
  /** When it was compared with its image last, epoch ms of the machine. A match with a new manifest is no such look. */
  driftAt: z.number().optional(),
});
export type ContainerEntry = z.infer<typeof containerEntry>;

const bookFile = z.object({
  version: z.literal(1),
  images: z.array(z.tuple([imageId, imageEntry])),
  containers: z.array(z.tuple([containerId, containerEntry])),
  orders: z.array(sensorOrder),
});

/** What a sensor knows of its engine, kept on disk: after `kill -9` it goes on where it was. */
export interface SensorBook {
  readonly images: Map<string, ImageEntry>;
  readonly containers: Map<string, ContainerEntry>;
  /** Orders of the console that are not done yet, by their id. */
  readonly orders: Map<string, z.infer<typeof sensorOrder>>;
  /** Durable when it resolves, with everything that was changed before the call. */
  save(): Promise<void>;
}

/** A book that cannot be read begins anew: everything is then found again by the listing, and scanned once more. */
export const openBook = async (path: string, onDamage: () => void): Promise<SensorBook> => {
  const content = await readJsonFile(path).catch(() => 'damaged');
  const parsed = bookFile.safeParse(content);
  if (content !== undefined && !parsed.success) onDamage();
  const book = parsed.data ?? { images: [], containers: [], orders: [] };
  const images = new Map(book.images);
  const containers = new Map(book.containers);
  const orders = new Map(book.orders.map((order) => [order.orderId, order] as const));
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const write = () => {
    next = undefined;
    const file = { version: 1, images: [...images], containers: [...containers], orders: [...orders.values()] };
    return writeAtomically(path, JSON.stringify(file));
  };
  return {
    images,
    containers,
    orders,
    save: () => {
      // Many changes while a write is under way are one write after it.
      next ??= writing.then(write, write);
      writing = next.catch(() => undefined);
      return next;
    },
  };
};
