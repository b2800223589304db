import type { Service } from '#protocol/report';
import { finding } from '../../finding-catalogue.ts';
import type { Distribution } from '../../known/distribution-package.ts';
import { headerOf } from '../../recognise/http-head.ts';
import { type Inspector, NOTHING_SEEN } from '../inspector.ts';
import { httpExchange } from './http-exchange.ts';
import { judgeHttp } from './judge-http.ts';

/** nmap says `http`, `https`, `http-proxy`, `http-alt`; a TLS port whose inside is unknown is tried as well. */
export const isWeb = (service: Service): boolean => /^https?(-|$)/.test(service.name ?? '') || (service.tls && service.name === 'ssl');

const distributionOf = (server: string): Distribution | undefined =>
  /\(Debian\)/.test(server) ? 'Debian' : /\(Ubuntu\)/.test(server) ? 'Ubuntu' : undefined;

/** One GET / and, where that was answered, one TRACE /. */
export const httpInspector: Inspector = {
  name: 'http',
  fits: isWeb,
  inspect: async (inspected, tools) => {
    const { port, tls } = inspected.endpoint;
    const head = await httpExchange(inspected, { method: 'GET', path: '/' }, tools);
    if (!head) return NOTHING_SEEN;
    const findings = judgeHttp(head, port, tls);
    const trace = await httpExchange(inspected, { method: 'TRACE', path: '/' }, tools);
    const echoed =
      trace?.status === 200 && /message\/http/i.test(headerOf(trace, 'content-type') ?? '') && trace.body.includes('TRACE / HTTP');
    if (echoed) findings.push(finding('http-trace-enabled', port, 'TRACE / was answered with 200 and the request itself.'));
    const distribution = distributionOf(headerOf(head, 'server') ?? '');
    return { findings, ...(distribution === undefined ? {} : { distribution }) };
  },
};
