import { z } from 'zod';
import { epochMs, id } from './primitives.ts';

/** Ed25519 public key, raw 32 bytes, base64url without padding. */
export const publicKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** Characters of a root of the Distribution Server. */
export const MAX_ROOT_LENGTH = 65_536;

/** `GET /agent/v1/configuration`: what an agent learns before it is anybody. */
export const platformConfiguration = z.object({
  protocolVersion: z.int(),
  serverTime: epochMs,
  /** The key with which the platform signs orders. */
  platformKey: publicKey,
  /** Newest root of the Distribution Server (TUF), as text; who has none trusts this one from then on. */
  distributionRoot: z.string().max(MAX_ROOT_LENGTH).optional(),
});
export type PlatformConfiguration = z.infer<typeof platformConfiguration>;

/** What an appliance says of itself. */
export const facts = z.object({
  hostName: z.string().max(255),
  addresses: z.array(z.string().max(64)).max(256),
  platform: z.string().max(64),
  applianceVersion: z.string().max(64),
  scandVersion: z.string().max(64),
});
export type Facts = z.infer<typeof facts>;

/** Why a registration is refused, in the `code` of the problem. */
export const REGISTRATION_REFUSALS = ['perscode-wrong', 'perscode-used', 'perscode-expired', 'too-many-attempts'] as const;

/** `POST /agent/v1/register`: binds a new appliance with its one-time personalization code. */
export const registrationRequest = z.object({
  perscode: z.string().regex(/^\d{14}$/),
  publicKey,
  facts,
});
export type RegistrationRequest = z.infer<typeof registrationRequest>;

/** What the platform tells an appliance to do; its revision rises at every change. */
export const agentConfiguration = z.object({
  revision: z.int(),
  name: z.string(),
  pollIntervalSeconds: z.int().min(1),
  promptDelivery: z.boolean(),
});
export type AgentConfiguration = z.infer<typeof agentConfiguration>;

export const registrationResponse = z.object({ applianceId: id, serverTime: epochMs, configuration: agentConfiguration });
export type RegistrationResponse = z.infer<typeof registrationResponse>;
