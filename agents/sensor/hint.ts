import { type EngineEvent, toContainerId, toImageId } from '../engine/engine-answers.ts';

/**
 * What an event of the engine says, in one form for Docker and Podman. Never the truth: what it names is inspected afterwards
 * (docs/decisions/0017-sensors.md tells the differences of the engines).
 */
export interface Hint {
  readonly subject: 'image' | 'container';
  /** One word: `pull`, `exec_create`. The command line that engines write behind it is cut off: it may hold secrets. */
  readonly action: string;
  /** Image id with `sha256:`, or container id. Absent where the engine does not tell it. */
  readonly id?: string;
  /** A name of the image. Without an id: what to ask the engine for. */
  readonly reference?: string;
  /** Epoch ms, by the engine's clock. */
  readonly at: number;
}

/** Podman's word for what Docker calls otherwise. */
const SAME: Readonly<Record<string, string>> = { loadfromarchive: 'load', remove: 'destroy', exec_died: 'exec_die', died: 'die' };
const WORD = /^[a-z][a-z0-9_-]{0,39}/;

const actionOf = (text: string): string => {
  const word = WORD.exec(text.toLowerCase())?.[0] ?? 'unknown';
  return SAME[word] ?? word;
};

/** Docker's pull and push have the reference where others have the id; Podman's pull and build have it as the name, and no id. */
const imageOf = (actor: string, name: string): Pick<Hint, 'id' | 'reference'> => {
  const id = toImageId(actor) ?? toImageId(name);
  const [reference] = [actor, name].filter((text) => text !== '' && toImageId(text) === undefined);
  return { ...(id === undefined ? {} : { id }), ...(reference === undefined ? {} : { reference: reference.slice(0, 512) }) };
};

/** Of these Podman names only the temporary file that it read or wrote. */
const NAMES_A_FILE = new Set(['load', 'save']);

/** Undefined: of nothing that a sensor follows. */
export const toHint = ({ type, action: text, actor, attributes, at }: EngineEvent): Hint | undefined => {
  const action = actionOf(text);
  if (type === 'container') {
    const id = toContainerId(actor);
    return id === undefined ? undefined : { subject: 'container', action, id, at };
  }
  if (type !== 'image') return undefined;
  const { id, reference } = imageOf(actor, attributes.name ?? '');
  const named = NAMES_A_FILE.has(action) ? undefined : reference;
  return { subject: 'image', action, at, ...(id === undefined ? {} : { id }), ...(named === undefined ? {} : { reference: named }) };
};
