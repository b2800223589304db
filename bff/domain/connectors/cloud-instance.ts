import { canonicalAddress } from '../scans/address.ts';

/** An instance as the cloud tells of it: checked, nothing longer than it may be. */
export interface CloudInstance {
  readonly instanceId: string;
  readonly region: string;
  /** In the cloud's words: `running`, `stopped`, `terminated`. */
  readonly state: string;
  /** Canonical. */
  readonly privateAddress?: string | undefined;
  readonly publicAddress?: string | undefined;
  /** Lower case: its tag `Name`. */
  readonly name?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** What was read off an answer; every member may be missing or anything. */
export interface ToldInstance {
  readonly InstanceId?: string | undefined;
  readonly State?: { readonly Name?: string | undefined } | undefined;
  readonly PrivateIpAddress?: string | undefined;
  readonly PublicIpAddress?: string | undefined;
  readonly Tags?: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined;
}

/** EC2 allows 50 tags of 128 and 256 characters. */
const TAGS = 50;
const TAG_KEY = 128;
const TAG_VALUE = 256;
/** RFC 1035 §2.3.4. */
const NAME = 255;

/** Undefined when it is no instance: without an id or a state nothing can be said of it. An address that is none is left out. */
export function readInstance(told: ToldInstance, region: string): CloudInstance | undefined {
  const { InstanceId: instanceId, State, PrivateIpAddress, PublicIpAddress } = told;
  const state = State?.Name;
  if (instanceId === undefined || !/^i-[0-9a-z]{1,40}$/.test(instanceId)) return undefined;
  if (state === undefined || !/^[a-z-]{1,40}$/.test(state)) return undefined;
  const tags = readTags(told.Tags ?? []);
  const privateAddress = addressOf(PrivateIpAddress);
  const publicAddress = addressOf(PublicIpAddress);
  return { instanceId, region, state, privateAddress, publicAddress, name: nameOf(tags.Name), tags };
}

const addressOf = (text: string | undefined) => (text === undefined ? undefined : canonicalAddress(text));

const clean = (text: string, most: number): string => text.replace(/\p{Cc}/gu, ' ').slice(0, most);

function readTags(told: NonNullable<ToldInstance['Tags']>): Record<string, string> {
  const tags = told.slice(0, TAGS).map(({ Key = '', Value = '' }) => [clean(Key, TAG_KEY), clean(Value, TAG_VALUE)] as const);
  return Object.fromEntries(tags.filter(([key]) => key !== ''));
}

const nameOf = (name: string | undefined) =>
  name === undefined || name.trim() === '' ? undefined : name.trim().toLowerCase().slice(0, NAME);
