import { parseArgs } from 'node:util';
import { defaultDataFolder } from './data-folder.ts';
import { Exit } from './exit-code.ts';

const COMMANDS = ['register', 'run', 'status', 'doctor'] as const;
export type CommandName = (typeof COMMANDS)[number];

export interface Arguments {
  readonly command: CommandName | 'help' | 'version';
  readonly data: string;
  readonly server: string | undefined;
  readonly perscode: string | undefined;
  /** Binds a folder anew that is bound already. */
  readonly again: boolean;
  readonly followParent: boolean;
  readonly slots: number | undefined;
  readonly maxLoad: number | undefined;
  /** Words, without a shell. */
  readonly rebootCommand: readonly string[] | undefined;
  readonly bootIdFile: string;
  readonly undoAfterSeconds: number;
}

const OPTIONS = {
  server: { type: 'string' },
  perscode: { type: 'string' },
  again: { type: 'boolean' },
  data: { type: 'string' },
  'follow-parent': { type: 'boolean' },
  slots: { type: 'string' },
  'max-load': { type: 'string' },
  'reboot-command': { type: 'string' },
  'boot-id-file': { type: 'string' },
  'undo-after': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** New at every start of the machine (Linux, random(4)). */
const BOOT_ID_FILE = '/proc/sys/kernel/random/boot_id';
const UNDO_AFTER_SECONDS = 60;

const parse = (words: readonly string[]) => {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [sentence] = (error as Error).message.split('. ');
    throw new Exit('usage', `${sentence?.replace(/\.$/, '')}. \`watchbill-appliance --help\` lists what it takes.`);
  }
};

const parseNumber = (name: string, text: string | undefined, isGood: (value: number) => boolean): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !isGood(value)) throw new Exit('usage', `--${name} must be a positive number; it is "${text}".`);
  return value;
};

/** A program that another one runs restarts the machine only when it is told how. */
const parseRebootCommand = (text: string | undefined, followParent: boolean): readonly string[] | undefined => {
  const words = (text ?? (followParent ? '' : 'systemctl reboot')).split(/\s+/).filter((word) => word !== '');
  return words.length === 0 ? undefined : words;
};

const parseCommand = (positionals: readonly string[], asksHelp: boolean, asksVersion: boolean): Arguments['command'] => {
  const [name, ...rest] = positionals;
  if (asksVersion) return 'version';
  if (asksHelp || name === undefined || name === 'help') return 'help';
  const command = COMMANDS.find((each) => each === name);
  if (!command || rest.length > 0)
    throw new Exit('usage', `"${positionals.join(' ')}" is not a command. The commands are ${COMMANDS.join(', ')}.`);
  return command;
};

export const parseArguments = (words: readonly string[], environment: NodeJS.ProcessEnv, isRoot: boolean): Arguments => {
  const { values, positionals } = parse(words);
  return {
    command: parseCommand(positionals, values.help ?? false, values.version ?? false),
    data: values.data ?? defaultDataFolder(environment, isRoot),
    server: values.server,
    perscode: values.perscode,
    again: values.again ?? false,
    followParent: values['follow-parent'] ?? false,
    slots: parseNumber('slots', values.slots, (value) => Number.isInteger(value) && value >= 1 && value <= 1024),
    maxLoad: parseNumber('max-load', values['max-load'], (value) => value > 0),
    rebootCommand: parseRebootCommand(values['reboot-command'], values['follow-parent'] ?? false),
    bootIdFile: values['boot-id-file'] ?? BOOT_ID_FILE,
    undoAfterSeconds: parseNumber('undo-after', values['undo-after'], (value) => value > 0 && value <= 3600) ?? UNDO_AFTER_SECONDS,
  };
};
