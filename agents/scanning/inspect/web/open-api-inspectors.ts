import { z } from 'zod';
import { cleanText } from '../../clean-text.ts';
import { finding } from '../../finding-catalogue.ts';
import { composeCpe } from '../../recognise/products.ts';
import { type Inspected, type Inspection, type InspectionTools, type Inspector, NOTHING_SEEN } from '../inspector.ts';
import { httpExchange } from './http-exchange.ts';
import { isWeb } from './http-inspector.ts';

const json = (text: string): unknown => {
  // A chunked body carries its sizes around the object.
  const object = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  try {
    return JSON.parse(object);
  } catch {
    return undefined;
  }
};

const getJson = async (inspected: Inspected, path: string, tools: InspectionTools): Promise<unknown> => {
  const head = await httpExchange(inspected, { method: 'GET', path }, tools);
  return head?.status === 200 ? json(head.body) : undefined;
};

const elasticsearch = z.object({ cluster_name: z.string(), tagline: z.string(), version: z.object({ number: z.string() }) });

export const elasticsearchInspector: Inspector = {
  name: 'elasticsearch',
  fits: (service) => isWeb(service) && (service.port === 9200 || /elastic/i.test(service.product ?? '')),
  inspect: async (inspected, tools) => {
    const answer = elasticsearch.safeParse(await getJson(inspected, '/', tools));
    if (!answer.success || !/for search/i.test(answer.data.tagline)) return NOTHING_SEEN;
    const version = cleanText(answer.data.version.number, 100);
    const seen = `GET / tells cluster ${answer.data.cluster_name}, version ${version}, without asking who wants to know.`;
    return {
      findings: [finding('elasticsearch-unauthenticated', inspected.endpoint.port, seen)],
      learned: { product: 'Elasticsearch', version, cpe: composeCpe('elastic:elasticsearch', version) },
    };
  },
};

const docker = z.object({ ApiVersion: z.string(), Version: z.string() });

export const dockerInspector: Inspector = {
  name: 'docker',
  fits: (service) => service.port === 2375 || service.name === 'docker' || (isWeb(service) && /docker/i.test(service.product ?? '')),
  inspect: async (inspected, tools): Promise<Inspection> => {
    const answer = docker.safeParse(await getJson(inspected, '/version', tools));
    if (!answer.success) return NOTHING_SEEN;
    const version = cleanText(answer.data.Version, 100);
    const seen = `GET /version tells engine ${version}, API ${answer.data.ApiVersion}, without asking who wants to know.`;
    return {
      findings: [finding('docker-api-unauthenticated', inspected.endpoint.port, seen)],
      learned: { product: 'Docker', version, cpe: composeCpe('docker:docker', version) },
    };
  },
};
