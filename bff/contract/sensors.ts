import { z } from 'zod';
import { SENSOR_KINDS, SENSOR_STATES } from '#domain/containers/sensor';
import { base } from './base.ts';
import { listInput, page } from './page.ts';
import { id, instant, revision } from './primitives.ts';

const name = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._ -]*$/, 'Letters, digits, spaces, dots, hyphens and underscores only');

export const sensor = z.object({
  id,
  revision,
  name: z.string(),
  kind: z.enum(SENSOR_KINDS),
  /** `offline`: two check-ins missed. `unknown`: silent for so long that what it told counts as old. */
  state: z.enum(SENSOR_STATES),
  /** The rule by which it is in this state, in words. */
  stateReason: z.string(),
  businessUnitId: id.optional(),
  hostName: z.string().optional(),
  addresses: z.array(z.string()),
  platform: z.string().optional(),
  version: z.string().optional(),
  /** The version that this server hands out, where the sensor runs another one. */
  updateAvailable: z.string().optional(),
  engine: z
    .object({
      name: z.string(),
      version: z.string(),
      operatingSystem: z.string().optional(),
      connected: z.boolean(),
      problem: z.string().optional(),
    })
    .optional(),
  /** The manifest that it matches with; absent: none, it only takes inventories. */
  manifestVersion: z.string().optional(),
  /** The manifest that is handed out, where the sensor has another one. */
  manifestAvailable: z.string().optional(),
  imagesCount: z.int(),
  containersCount: z.int(),
  /** Reports that it has not sent yet. */
  waitingReports: z.int().optional(),
  clockOffsetMs: z.int().optional(),
  registeredAt: instant.optional(),
  codeExpiresAt: instant.optional(),
  lastCheckInAt: instant.optional(),
  lastReportAt: instant.optional(),
  createdAt: instant,
});
export type Sensor = z.infer<typeof sensor>;

const byId = z.object({ id });
const tags = ['Sensors'];

/** The personalization code is in the answer once and nowhere else. */
const withCode = z.object({ id, name: z.string(), personalizationCode: z.string().regex(/^\d{14}$/), expiresAt: instant });

export const sensors = {
  /** Filter terms: `kind:general`, `status:online`; free words look in name, host and addresses. Sorts: `name`, `lastCheckInAt`, `createdAt`. */
  list: base
    .meta({ permission: 'sensors.read' })
    .route({ method: 'GET', path: '/sensors', summary: 'List sensors', tags })
    .input(listInput)
    .output(page(sensor)),
  get: base
    .meta({ permission: 'sensors.read' })
    .route({ method: 'GET', path: '/sensors/{id}', summary: 'Read a sensor', tags })
    .input(byId)
    .output(sensor),
  create: base
    .meta({ permission: 'sensors.write' })
    .route({ method: 'POST', path: '/sensors', successStatus: 201, summary: 'Create a sensor and its personalization code', tags })
    .input(z.object({ name, kind: z.enum(SENSOR_KINDS), businessUnitId: id.optional() }))
    .output(withCode),
  /** `businessUnitId` null: of no unit. What it told moves with it. */
  change: base
    .meta({ permission: 'sensors.write' })
    .route({ method: 'PATCH', path: '/sensors/{id}', summary: 'Change name or business unit', tags })
    .input(z.object({ id, revision, name: name.optional(), businessUnitId: id.nullable().optional() }))
    .output(sensor),
  renewCode: base
    .meta({ permission: 'sensors.write' })
    .route({ method: 'POST', path: '/sensors/{id}/code', summary: 'Make a new personalization code; an old one stops working', tags })
    .input(byId)
    .output(withCode),
  retire: base
    .meta({ permission: 'sensors.write' })
    .route({
      method: 'POST',
      path: '/sensors/{id}/retire',
      summary: 'Retire a sensor: its key is refused at once, its containers become UNKNOWN',
      tags,
    })
    .input(byId)
    .output(sensor),
};
