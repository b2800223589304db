import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { digestOf } from '../../inventory/testing/image-of.ts';
import { DOCKER_MANIFEST, type ImageParts, OCI_INDEX } from './image-parts.ts';

/** Answers a request itself; undefined: the stand-in goes on. */
export type Fault = (req: IncomingMessage, res: ServerResponse) => true | undefined;

export interface StandInRegistry {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** `METHOD path` with the `Authorization` of each request, in order. */
  readonly requests: { readonly line: string; readonly authorization: string | undefined; readonly accept: string | undefined }[];
  readonly manifests: Map<string, { readonly bytes: Buffer; readonly mediaType: string }>;
  readonly blobs: Map<string, Buffer>;
  readonly add: (tag: string, image: ImageParts) => void;
  readonly addIndex: (tag: string, index: Buffer) => void;
  /** Asked first, in order. */
  readonly faults: Fault[];
  readonly close: () => Promise<void>;
}

/** Sends what the range asks for, as registries do. */
const sendBlob = (req: IncomingMessage, res: ServerResponse, bytes: Buffer): void => {
  const from = Number(/^bytes=(\d+)-$/.exec(req.headers.range ?? '')?.[1] ?? 0);
  const part = bytes.subarray(from);
  res.writeHead(from > 0 ? 206 : 200, { 'content-type': 'application/octet-stream', 'content-length': part.length }).end(part);
};

/** A registry for faults that a real one does not give on demand: what it holds, over node:http on loopback. */
export const startStandInRegistry = async (): Promise<StandInRegistry> => {
  const manifests: StandInRegistry['manifests'] = new Map();
  const blobs: StandInRegistry['blobs'] = new Map();
  const requests: StandInRegistry['requests'] = [];
  const faults: Fault[] = [];
  const serve = (req: IncomingMessage, res: ServerResponse): void => {
    const path = req.url ?? '';
    requests.push({ line: `${req.method} ${path}`, authorization: req.headers.authorization, accept: req.headers.accept });
    if (faults.some((fault) => fault(req, res))) return;
    const manifest = manifests.get(path.replace(/^.*\/manifests\//, ''));
    const blob = blobs.get(path.replace(/^.*\/blobs\//, ''));
    if (manifest)
      res.writeHead(200, { 'content-type': manifest.mediaType, 'docker-content-digest': digestOf(manifest.bytes) }).end(manifest.bytes);
    else if (blob) sendBlob(req, res, blob);
    else res.writeHead(404, { 'content-type': 'application/json' }).end('{"errors":[{"code":"NAME_UNKNOWN"}]}');
  };
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const addDocument = (tag: string, bytes: Buffer, mediaType: string): void => {
    manifests.set(tag, { bytes, mediaType }).set(digestOf(bytes), { bytes, mediaType });
  };
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ requests, manifests, blobs, faults },
    add: (tag, image) => {
      addDocument(tag, image.manifest, DOCKER_MANIFEST);
      for (const [digest, bytes] of image.blobs) blobs.set(digest, bytes);
    },
    addIndex: (tag, index) => addDocument(tag, index, OCI_INDEX),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
