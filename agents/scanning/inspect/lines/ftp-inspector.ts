import { finding } from '../../finding-catalogue.ts';
import { type Inspector, NOTHING_SEEN } from '../inspector.ts';
import { isWholeReply, openDialogue } from './line-dialogue.ts';

const firstLine = (text: string): string => text.split('\r\n', 1)[0] ?? '';

/** FEAT (RFC 2389) lists AUTH TLS (RFC 4217) where it is offered; 500 and 502 say that the server knows no extension. */
const hasNoTls = (feat: string): boolean => (/^211/.test(feat) ? !/^\s*AUTH (TLS|SSL)/im.test(feat) : /^50[02]/.test(feat));

/** Asks for the extensions and knocks as `anonymous`; reads and writes nothing. */
export const ftpInspector: Inspector = {
  name: 'ftp',
  fits: (service) => service.name === 'ftp',
  inspect: async (inspected, tools) => {
    const { port, tls } = inspected.endpoint;
    const dialogue = await openDialogue(inspected, isWholeReply, tools);
    if (!dialogue) return NOTHING_SEEN;
    const feat = await dialogue.ask('FEAT');
    const user = await dialogue.ask('USER anonymous');
    const entered = /^331/.test(user) ? await dialogue.ask('PASS watchbill@example.invalid') : user;
    await dialogue.ask('QUIT');
    dialogue.close();
    return {
      findings: [
        ...(/^230/.test(entered) ? [finding('ftp-anonymous', port, `USER anonymous was answered with: ${firstLine(entered)}`)] : []),
        ...(!tls && hasNoTls(feat) ? [finding('ftp-clear-text', port, `FEAT names no AUTH TLS: ${feat}`)] : []),
      ],
    };
  },
};
