import type { Issue } from '../../issue.ts';
import { MAX_LIST_ENTRIES } from './command.ts';

const NAME = /^[A-Za-z0-9 ._-]{1,64}$/;
/** Linux keeps 15 bytes of an interface's name. */
const DEVICE = /^[A-Za-z0-9._-]{1,15}$/;

type Path = readonly (string | number)[];

export const issueAt = (path: Path, code: string, message: string): Issue => ({ path, code, message });

/** A name is shown, logged and kept by the kernel: nothing in it may mean anything to a shell or a terminal. */
export function checkName(name: string | undefined, path: Path): Issue[] {
  if (name === undefined || NAME.test(name)) return [];
  const wrong = name === '' ? 'is empty' : name.length > 64 ? 'is too long' : 'holds other characters';
  return [
    issueAt(
      [...path, 'name'],
      'name-invalid',
      `The name ${wrong}. 1 to 64 letters, digits, spaces, dots, hyphens and underscores would do`,
    ),
  ];
}

export function checkDevice(device: string | undefined, field: string, path: Path): Issue[] {
  if (device === undefined || DEVICE.test(device)) return [];
  return [issueAt([...path, field], 'device-invalid', 'This is not the name of an interface. Choose one that the appliance has')];
}

export function checkLength(field: string, length: number): Issue[] {
  if (length <= MAX_LIST_ENTRIES) return [];
  return [issueAt([field], 'too-many-entries', `${length} entries are too many: an appliance takes at most ${MAX_LIST_ENTRIES}`)];
}

/** So many problems are told at once; a person corrects no more of them in one go. */
export const MAX_ISSUES = 200;
