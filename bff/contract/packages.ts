import { z } from 'zod';
import { base } from './base.ts';
import { id, instant } from './primitives.ts';

export const packageName = z.enum(['scand', 'signatures', 'appliance']);
export const packageVersion = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.+-]{0,63}$/);

/** A version that the Distribution Server holds. */
export const distributedPackage = z.object({
  id,
  package: packageName,
  version: z.string(),
  /** Bytes, packed. */
  length: z.int(),
  sha256: z.string(),
  publishedAt: instant,
  /** A person, or Watchbill: what this server was built with. */
  publishedBy: z.string(),
  /** Not offered any more. */
  withdrawnAt: instant.optional(),
  /** `current`: what the fleet runs apart from a roll-out under way; `rolling-out`: on its way. */
  use: z.enum(['current', 'rolling-out', 'none']),
  /** Appliances that say they run it. */
  appliances: z.int(),
});
export type DistributedPackage = z.infer<typeof distributedPackage>;

/** The signed metadata that appliances check everything against (TUF), role by role. */
export const repository = z.object({
  roles: z.array(
    z.object({
      role: z.enum(['root', 'targets', 'snapshot', 'timestamp']),
      version: z.int(),
      signedAt: instant,
      expiresAt: instant,
      publicKey: z.string(),
      /** False: its private key is kept elsewhere, and so it is not renewed by itself. */
      keyIsHere: z.boolean(),
    }),
  ),
  /** What needs attention, in sentences; empty when all is well. */
  problems: z.array(z.string()),
});
export type Repository = z.infer<typeof repository>;

const tags = ['Packages'];

export const packages = {
  list: base
    .meta({ permission: 'packages.read' })
    .route({ method: 'GET', path: '/packages', summary: 'Versions that the Distribution Server holds, newest first', tags })
    .output(z.object({ items: z.array(distributedPackage) })),
  /** A package that was built elsewhere: `manifest.json` and its program in a gzipped tar archive, as Base64. At most 16 MiB. Publishing alone installs nothing. */
  publish: base
    .meta({ permission: 'packages.write' })
    .route({ method: 'POST', path: '/packages', successStatus: 201, summary: 'Publish a package; start a roll-out to install it', tags })
    .input(z.object({ content: z.base64() }))
    .output(distributedPackage),
  /** 409 `conflict` for a version that the fleet runs or that is being rolled out. */
  withdraw: base
    .meta({ permission: 'packages.write' })
    .route({ method: 'POST', path: '/packages/{id}/withdraw', summary: 'Offer a version no more: nobody can install it any more', tags })
    .input(z.object({ id }))
    .output(distributedPackage),
  repository: base
    .meta({ permission: 'packages.read' })
    .route({ method: 'GET', path: '/packages/repository', summary: 'Keys and signatures of the Distribution Server', tags })
    .output(repository),
};
