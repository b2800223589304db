import { openTalk } from '../../network/talk.ts';
import { type HttpHead, headerOf, parseHttpHead } from '../../recognise/http-head.ts';
import type { Inspected, InspectionTools } from '../inspector.ts';

const isComplete = (bytes: Buffer): boolean => {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = parseHttpHead(bytes);
  const length = headerOf(head, 'content-length');
  if (head && (head.status === 204 || head.status === 304)) return true;
  if (length !== undefined) return bytes.length - end - 4 >= Number(length);
  return headerOf(head, 'transfer-encoding') !== undefined && bytes.includes('\r\n0\r\n\r\n', end);
};

/** One request, one answer, bounded in time and size; redirects are not followed. `undefined`: no HTTP answer. */
export const httpExchange = async (
  { endpoint }: Inspected,
  { method, path }: { readonly method: 'GET' | 'TRACE'; readonly path: string },
  { patience, signal }: InspectionTools,
): Promise<HttpHead | undefined> => {
  const talk = await openTalk(endpoint, patience, signal);
  if (!talk) return undefined;
  const name = endpoint.serverName ?? (endpoint.address.includes(':') ? `[${endpoint.address}]` : endpoint.address);
  talk.send(
    `${method} ${path} HTTP/1.1\r\nHost: ${name}:${endpoint.port}\r\nUser-Agent: Watchbill\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
  );
  const answer = await talk.read(isComplete);
  talk.close();
  return parseHttpHead(answer);
};
