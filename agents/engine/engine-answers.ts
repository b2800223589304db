import { z } from 'zod';

// What Docker 20.10 to 29 and Podman 4 answer on the Docker Engine API; what is not used is not read.
// Lists may be null, and what one engine leaves out another one sends empty.

const HEX = /^[0-9a-f]{64}$/;
/** Docker writes `sha256:<hex>`, Podman's events the bare digits: here always with `sha256:`. */
export const toImageId = (text: string): string | undefined => {
  const hex = text.startsWith('sha256:') ? text.slice(7) : text;
  return HEX.test(hex) ? `sha256:${hex}` : undefined;
};
export const toContainerId = (text: string): string | undefined => (HEX.test(text) ? text : undefined);

const imageId = z.string().transform((text, context) => {
  const id = toImageId(text);
  if (id !== undefined) return id;
  context.addIssue({ code: 'custom', message: 'is not an image id' });
  return z.NEVER;
});
const texts = z
  .array(z.string().max(4096))
  .nullish()
  .transform((list) => list ?? []);
const isTag = (text: string): boolean => !text.includes('<none>');

export const versionAnswer = z.object({
  Version: z.string().max(128),
  ApiVersion: z.string().regex(/^\d+\.\d+$/),
  MinAPIVersion: z
    .string()
    .regex(/^\d+\.\d+$/)
    .nullish(),
  Os: z.string().max(64).nullish(),
  Arch: z.string().max(64).nullish(),
  Components: z.array(z.object({ Name: z.string().nullish() })).nullish(),
});

export const imageSummary = z
  .object({ Id: imageId, RepoTags: texts, RepoDigests: texts, Created: z.number().nullish(), Size: z.number().nullish() })
  .transform(({ Id, RepoTags, RepoDigests, Size }) => ({
    imageId: Id,
    tags: RepoTags.filter(isTag),
    digests: RepoDigests.filter(isTag),
    size: Size ?? 0,
  }));
/** An image of a listing. */
export type EngineImage = z.infer<typeof imageSummary>;

export const imageDetail = z
  .object({
    Id: imageId,
    RepoTags: texts,
    RepoDigests: texts,
    Created: z.string().nullish(),
    Size: z.number().nullish(),
    Os: z.string().nullish(),
    Architecture: z.string().nullish(),
  })
  .transform(({ Id, RepoTags, RepoDigests, Created, Size, Os, Architecture }) => ({
    imageId: Id,
    tags: RepoTags.filter(isTag),
    digests: RepoDigests.filter(isTag),
    created: toEpochMs(Created),
    size: Size ?? 0,
    os: Os ?? '',
    architecture: Architecture ?? '',
  }));
/** An image as an inspect tells it. */
export type EngineImageDetail = z.infer<typeof imageDetail>;

/** Engines write the year 1 for "never". */
const toEpochMs = (text: string | null | undefined): number | undefined => {
  const at = Date.parse(text ?? '');
  return Number.isFinite(at) && at >= 0 ? at : undefined;
};

export const CONTAINER_STATES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const;
export type ContainerState = (typeof CONTAINER_STATES)[number];
/** Podman's own words, and those of later versions, in Docker's. */
const OTHER_STATES: Readonly<Record<string, ContainerState>> = {
  configured: 'created',
  initialized: 'created',
  stopped: 'exited',
  stopping: 'running',
  unknown: 'dead',
};
const containerState = z
  .string()
  .transform(
    (text): ContainerState => CONTAINER_STATES.find((one) => one === text.toLowerCase()) ?? OTHER_STATES[text.toLowerCase()] ?? 'dead',
  );

export const containerSummary = z
  .object({ Id: z.string().regex(HEX), ImageID: z.string().nullish(), State: containerState })
  .transform(({ Id, ImageID, State }) => ({ containerId: Id, imageId: toImageId(ImageID ?? ''), state: State }));
/** A container of a listing. */
export type EngineContainer = z.infer<typeof containerSummary>;

const port = z.int().min(0).max(65_535);
const publishedPorts = z
  .record(z.string(), z.array(z.object({ HostIp: z.string().nullish(), HostPort: z.string().nullish() })).nullish())
  .nullish()
  .catch(undefined)
  .transform((all) => Object.entries(all ?? {}).flatMap(([name, bound]) => toPorts(name, bound ?? [])));

/** `80/tcp` and where it is bound on the host. */
const toPorts = (name: string, bound: readonly { HostIp?: string | null | undefined; HostPort?: string | null | undefined }[]) => {
  const [number, protocol = 'tcp'] = name.split('/');
  const inside = port.safeParse(Number(number));
  if (!inside.success) return [];
  const places =
    bound.length === 0
      ? [{}]
      : bound.map(({ HostIp, HostPort }) => ({ address: HostIp ?? '', hostPort: port.safeParse(Number(HostPort)).data }));
  return places.map((place: { address?: string; hostPort?: number | undefined }) => ({ ...place, port: inside.data, protocol }));
};

const words = z
  .array(z.string())
  .nullish()
  .catch(undefined)
  .transform((list) => list ?? []);

export const containerDetail = z
  .object({
    Id: z.string().regex(HEX),
    Name: z.string().max(4096).nullish(),
    Image: imageId,
    Created: z.string().nullish(),
    Path: z.string().nullish(),
    Args: words,
    State: z.object({ Status: containerState, StartedAt: z.string().nullish(), FinishedAt: z.string().nullish() }),
    Config: z.object({ Image: z.string().max(4096).nullish(), User: z.string().nullish() }).nullish(),
    HostConfig: z.object({ Privileged: z.boolean().nullish() }).nullish(),
    NetworkSettings: z.object({ Ports: publishedPorts }).nullish(),
  })
  .transform(({ Id, Name, Image, Created, Path, Args, State, Config, HostConfig, NetworkSettings }) => ({
    containerId: Id,
    name: (Name ?? '').replace(/^\//, ''),
    imageId: Image,
    /** As the person who started it named the image. */
    reference: Config?.Image ?? '',
    created: toEpochMs(Created),
    state: State.Status,
    startedAt: toEpochMs(State.StartedAt),
    finishedAt: toEpochMs(State.FinishedAt),
    command: [Path ?? '', ...Args].filter((word) => word !== ''),
    privileged: HostConfig?.Privileged ?? false,
    /** Of its first process; empty: what the image says, which is root where it says nothing. */
    user: Config?.User ?? '',
    ports: NetworkSettings?.Ports ?? [],
  }));
/** A container as an inspect tells it. */
export type EngineContainerDetail = z.infer<typeof containerDetail>;

export const containerChange = z.object({ Path: z.string().max(8192), Kind: z.int() }).transform(({ Path, Kind }) => ({
  path: Path,
  kind: Kind === 0 ? ('changed' as const) : Kind === 1 ? ('added' as const) : ('deleted' as const),
}));
/** A file in which a container differs from its image. */
export type ContainerChange = z.infer<typeof containerChange>;

export const engineEvent = z
  .object({
    Type: z.string().max(64),
    Action: z.string().max(65_536),
    Actor: z.object({ ID: z.string().max(4096).nullish(), Attributes: z.record(z.string(), z.string().nullish()).nullish() }).nullish(),
    time: z.number().nullish(),
    timeNano: z.number().nullish(),
  })
  .transform(({ Type, Action, Actor, time, timeNano }) => ({
    type: Type,
    action: Action,
    actor: Actor?.ID ?? '',
    attributes: Object.fromEntries(Object.entries(Actor?.Attributes ?? {}).map(([name, value]) => [name, value ?? ''])),
    /** Epoch ms by the engine's clock; 0 where it does not say. */
    at: timeNano ? Math.floor(timeNano / 1e6) : (time ?? 0) * 1000,
  }));
/** One line of the event stream: a hint, never the truth. */
export type EngineEvent = z.infer<typeof engineEvent>;
