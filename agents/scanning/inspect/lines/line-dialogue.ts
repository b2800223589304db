import { openTalk, type Talk } from '../../network/talk.ts';
import type { Inspected, InspectionTools } from '../inspector.ts';

/** A conversation in lines. `ask('')` only listens, for the greeting. */
export interface LineDialogue {
  readonly ask: (line: string) => Promise<string>;
  readonly close: () => void;
}

const dialogueOver = (talk: Talk, isWhole: (text: string) => boolean): LineDialogue => ({
  ask: async (line) => {
    if (line !== '') talk.send(`${line}\r\n`);
    return (await talk.read((bytes) => isWhole(bytes.toString('latin1')))).toString('latin1');
  },
  close: talk.close,
});

/** Connects and takes the greeting. `isWhole` says when an answer is complete. `undefined`: no connection or no greeting. */
export const openDialogue = async (
  { endpoint }: Inspected,
  isWhole: (text: string) => boolean,
  { patience, signal }: InspectionTools,
): Promise<(LineDialogue & { readonly greeting: string }) | undefined> => {
  const talk = await openTalk(endpoint, patience, signal);
  if (!talk) return undefined;
  const dialogue = dialogueOver(talk, isWhole);
  const greeting = await dialogue.ask('');
  if (greeting !== '') return { ...dialogue, greeting };
  talk.close();
  return undefined;
};

/** FTP and SMTP (RFC 959 §4.2, RFC 5321 §4.2.1): the last line has a space after the code. */
export const isWholeReply = (text: string): boolean => /^\d{3} [^\n]*\n/m.test(text);
