import { finding } from '../../finding-catalogue.ts';
import { type Inspector, NOTHING_SEEN } from '../inspector.ts';
import { isWholeReply, openDialogue } from './line-dialogue.ts';

/** EHLO on a plain port: is STARTTLS offered, are passwords taken without it? No mail is begun. */
export const smtpInspector: Inspector = {
  name: 'smtp',
  fits: (service) => /^(smtp|submission)$/.test(service.name ?? '') && !service.tls,
  inspect: async (inspected, tools) => {
    const { port } = inspected.endpoint;
    const dialogue = await openDialogue(inspected, isWholeReply, tools);
    if (!dialogue) return NOTHING_SEEN;
    const extensions = await dialogue.ask('EHLO watchbill.invalid');
    await dialogue.ask('QUIT');
    dialogue.close();
    if (!/^250/.test(extensions)) return NOTHING_SEEN;
    const seen = `EHLO was answered with: ${extensions}`;
    return {
      findings: [
        ...(/^250[ -]STARTTLS/im.test(extensions) ? [] : [finding('smtp-no-starttls', port, seen)]),
        ...(/^250[ -]AUTH[ =].*\b(PLAIN|LOGIN)\b/im.test(extensions) ? [finding('smtp-password-clear-text', port, seen)] : []),
      ],
    };
  },
};

const isWholeList = (text: string): boolean => /^\.\r?\n/m.test(text) || /^-ERR[^\n]*\n/.test(text);

/** CAPA (RFC 2449). */
export const pop3Inspector: Inspector = {
  name: 'pop3',
  fits: (service) => service.name === 'pop3' && !service.tls,
  inspect: async (inspected, tools) => {
    let greeted = false;
    const isWhole = (text: string) => (greeted ? isWholeList(text) : text.includes('\n'));
    const dialogue = await openDialogue(inspected, isWhole, tools);
    if (!dialogue) return NOTHING_SEEN;
    greeted = true;
    const capabilities = await dialogue.ask('CAPA');
    dialogue.close();
    const answered = /^(\+OK|-ERR)/.test(capabilities);
    if (!answered || /^STLS/im.test(capabilities)) return NOTHING_SEEN;
    return { findings: [finding('pop3-no-starttls', inspected.endpoint.port, `CAPA was answered with: ${capabilities}`)] };
  },
};

const isWholeImap = (text: string): boolean => /^(\* (OK|PREAUTH|BYE)|a1 )[^\n]*\n/m.test(text);

/** CAPABILITY (RFC 3501 §6.1.1); with LOGINDISABLED no password can be sent in readable form. */
export const imapInspector: Inspector = {
  name: 'imap',
  fits: (service) => service.name === 'imap' && !service.tls,
  inspect: async (inspected, tools) => {
    const dialogue = await openDialogue(inspected, isWholeImap, tools);
    if (!dialogue) return NOTHING_SEEN;
    const answer = await dialogue.ask('a1 CAPABILITY');
    dialogue.close();
    if (!/^\* CAPABILITY/m.test(answer) || /\b(STARTTLS|LOGINDISABLED)\b/i.test(answer)) return NOTHING_SEEN;
    return { findings: [finding('imap-no-starttls', inspected.endpoint.port, `CAPABILITY was answered with: ${answer}`)] };
  },
};
