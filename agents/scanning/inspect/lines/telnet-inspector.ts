import { finding } from '../../finding-catalogue.ts';
import { hasBytes, openTalk } from '../../network/talk.ts';
import { isTelnet } from '../../recognise/binary-greetings.ts';
import { type Inspector, NOTHING_SEEN } from '../inspector.ts';

/** Only listens: negotiation bytes or a login prompt. */
export const telnetInspector: Inspector = {
  name: 'telnet',
  fits: (service) => service.name === 'telnet' && !service.tls,
  inspect: async ({ endpoint }, { patience, signal }) => {
    const talk = await openTalk(endpoint, patience, signal);
    if (!talk) return NOTHING_SEEN;
    const bytes = await talk.read(hasBytes);
    talk.close();
    // The repetition is bounded: on endless text without a prompt it would take quadratic time.
    const prompt = /[\w ]{0,40}login:|password:/i.exec(bytes.toString('latin1'))?.[0];
    if (!isTelnet(bytes) && prompt === undefined) return NOTHING_SEEN;
    const seen = isTelnet(bytes) ? `negotiation ${bytes.subarray(0, 24).toString('hex')}` : `the prompt ${prompt}`;
    return { findings: [finding('telnet-clear-text', endpoint.port, `The server begins with ${seen}.`)] };
  },
};
