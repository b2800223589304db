import type { IncomingMessage, ServerResponse } from 'node:http';

/** An image as the fake keeps it. */
export interface FakeImage {
  id: string;
  tags: string[];
  digests?: string[];
  /** What `GET /images/<id>/get` sends. */
  archive?: Buffer;
}

export interface FakeContainer {
  id: string;
  imageId: string;
  name: string;
  state: string;
  changes?: { Path: string; Kind: number }[];
  export?: Buffer;
}

export interface FakeStock {
  readonly images: FakeImage[];
  readonly containers: FakeContainer[];
}

export type Handler = (req: IncomingMessage, res: ServerResponse, url: URL) => void;

export const sendJson = (res: ServerResponse, status: number, body: unknown) => {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const imageAnswer = (one: FakeImage) => ({
  ...{ Id: one.id, RepoTags: one.tags, RepoDigests: one.digests ?? [], Size: 1000, Os: 'linux', Architecture: 'amd64' },
  ...{ Created: '2026-01-02T03:04:05Z', Config: { Labels: null } },
});

const answerImage =
  ({ images }: FakeStock): Handler =>
  (req, res, url) => {
    const [, name = '', what = ''] = /^\/images\/(.+?)(\/json|\/get|\/tag)?$/.exec(decodeURIComponent(url.pathname)) ?? [];
    const image = images.find((one) => [one.id, one.id.slice(7), ...one.tags, ...(one.digests ?? [])].includes(name));
    if (image === undefined) return sendJson(res, 404, { message: `No such image: ${name}` });
    if (what === '/get') return void res.writeHead(200).end(image.archive ?? Buffer.alloc(0));
    if (what === '/tag') {
      image.tags.push(`${url.searchParams.get('repo')}:${url.searchParams.get('tag')}`);
      return void res.writeHead(201).end();
    }
    if (req.method !== 'DELETE') return sendJson(res, 200, imageAnswer(image));
    image.tags = image.tags.filter((tag) => tag !== name);
    if (image.tags.length === 0) images.splice(images.indexOf(image), 1);
    sendJson(res, 200, [{ Untagged: name }]);
  };

const answerContainer =
  ({ containers }: FakeStock): Handler =>
  (_, res, url) => {
    const [, id = '', what = ''] = /^\/containers\/([^/]+)\/(json|changes|export)$/.exec(url.pathname) ?? [];
    const one = containers.find((each) => each.id === id);
    if (one === undefined) return sendJson(res, 404, { message: `No such container: ${id}` });
    if (what === 'changes') return sendJson(res, 200, one.changes ?? null);
    if (what === 'export') return void res.writeHead(200).end(one.export ?? Buffer.alloc(0));
    const State = { Status: one.state, StartedAt: '2026-01-02T03:04:06Z', FinishedAt: '0001-01-01T00:00:00Z', ExitCode: 0 };
    const Created = '2026-01-02T03:04:05Z';
    sendJson(res, 200, { Id: one.id, Name: `/${one.name}`, Image: one.imageId, Created, State, Config: { Image: 'app:1' } });
  };

/** Answers about what is in stock, as Docker does. */
export const answerFrom = (stock: FakeStock): Handler => {
  const image = answerImage(stock);
  const container = answerContainer(stock);
  return (req, res, url) => {
    const path = url.pathname;
    if (path === '/_ping') res.end('OK');
    else if (path === '/images/json')
      sendJson(
        res,
        200,
        stock.images.map((one) => ({ ...imageAnswer(one), Created: 1 })),
      );
    else if (path === '/containers/json')
      sendJson(
        res,
        200,
        stock.containers.map((one) => ({ Id: one.id, Names: [`/${one.name}`], ImageID: one.imageId, State: one.state })),
      );
    else if (path.startsWith('/images/')) image(req, res, url);
    else if (path.startsWith('/containers/')) container(req, res, url);
    else sendJson(res, 404, { message: 'page not found' });
  };
};
