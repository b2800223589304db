import { z } from 'zod';
import { address, epochMs, id } from './primitives.ts';

/** How to look at each host; a copy of the option profile at launch. */
export const scanProfile = z.object({
  engine: z.enum(['auto', 'nmap', 'connect']),
  /** `standard`, `full`, `light`, or a list such as `22,80,443,1-1024`. */
  ports: z.string().max(4000),
  intensity: z.enum(['low', 'normal', 'high']),
  hostTimeoutSeconds: z.int().min(10).max(86_400),
});
export type ScanProfile = z.infer<typeof scanProfile>;

/** A host to scan: by address, or by a name that the appliance resolves in its own network. */
export const sliceHost = z.union([z.object({ address }), z.object({ name: z.string().min(1).max(253) })]);
export type SliceHost = z.infer<typeof sliceHost>;

/** Addresses from `first` to `last`, both inclusive and of one family. */
export const addressRange = z.object({ first: address, last: address });
export type AddressRange = z.infer<typeof addressRange>;

/** Most ranges that a slice excludes: a scan excludes at most this many. */
export const MAX_EXCLUDED = 10_000;

/** A part of a scan, leased to one appliance. Nothing outside `hosts` may be touched. */
export const sliceOffer = z.object({
  sliceId: id,
  scanId: id,
  /** Which lease this is; reports name it, so that a late one is told apart. */
  attempt: z.int().min(1),
  hosts: z.array(sliceHost).min(1).max(16),
  /** Never to be touched, whatever a name of `hosts` resolves to. Sent only where there are names. */
  excluded: z.array(addressRange).max(MAX_EXCLUDED).optional(),
  profile: scanProfile,
  /** The lease ends here unless renewed by a poll or a report that names the slice. */
  leaseExpiresAt: epochMs,
});
export type SliceOffer = z.infer<typeof sliceOffer>;

/** Stop a running slice at the next host boundary. */
export const sliceControl = z.object({ sliceId: id, action: z.enum(['pause', 'cancel']) });
export type SliceControl = z.infer<typeof sliceControl>;
