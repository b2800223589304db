/** Which image in which registry: what people write after `docker pull`. */
export interface ImageReference {
  /** `host` or `host:port` as written; `docker.io` where none is. */
  readonly registry: string;
  /** With `library/` where Docker puts it before the name. */
  readonly repository: string;
  /** Absent beside a digest where none was written; else `latest`. */
  readonly tag?: string;
  /** `sha256:` and 64 hex digits. It decides where a tag stands beside it. */
  readonly digest?: string;
}

export type ParsedReference = { readonly ok: true; readonly value: ImageReference } | { readonly ok: false; readonly message: string };

/** The registry of names that name none (Docker's rule). */
export const DEFAULT_REGISTRY = 'docker.io';
const OLD_DEFAULT_REGISTRY = 'index.docker.io';

// The grammar of github.com/distribution/reference.
const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?$`);
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const MAX_NAME = 255;
const MAX_TEXT = 1000;

const EXAMPLE = 'It looks like name:tag, registry.example:5000/team/name:tag or name@sha256:…';

const wrong = (why: string): ParsedReference => ({ ok: false, message: `${why} ${EXAMPLE}` });

/** The part before the first slash is a registry if it could be no folder: with a dot or a port, upper case, or `localhost`. */
const isRegistry = (first: string): boolean => /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();

const splitRegistry = (name: string): { registry: string; path: string } => {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  if (slash < 0 || !isRegistry(first)) return { registry: DEFAULT_REGISTRY, path: name };
  return { registry: first === OLD_DEFAULT_REGISTRY ? DEFAULT_REGISTRY : first, path: name.slice(slash + 1) };
};

/** Name, tag and digest apart: a colon before the last slash belongs to the port. */
const splitEnds = (text: string): { name: string; tag?: string; digest?: string } => {
  const at = text.indexOf('@');
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  return {
    name: colon < 0 ? named : named.slice(0, colon),
    ...(colon < 0 ? {} : { tag: named.slice(colon + 1) }),
    ...(at < 0 ? {} : { digest: text.slice(at + 1) }),
  };
};

const nameProblem = (registry: string, path: string): string | undefined => {
  if (!HOST.test(registry)) return 'The registry before the first slash is not a host name.';
  if (path === '') return 'The name of the image is missing.';
  if (path !== path.toLowerCase()) return 'The name of an image is in lower case.';
  if (!PATH.test(path)) return 'The name of an image has letters, digits and single separators (. _ - /) between them.';
  if (registry.length + path.length >= MAX_NAME) return `The name of an image has at most ${MAX_NAME} characters.`;
  return undefined;
};

const endProblem = (tag: string | undefined, digest: string | undefined): string | undefined => {
  if (tag !== undefined && !TAG.test(tag)) return 'A tag has at most 128 letters, digits, dots, underscores and hyphens.';
  if (digest !== undefined && !DIGEST.test(digest)) return 'A digest is sha256: and 64 hexadecimal digits.';
  return undefined;
};

/** Reads a reference by Docker's rules: default registry, `library/`, `latest`, ports, digests. */
export const parseReference = (text: string): ParsedReference => {
  if (text === '' || text.length > MAX_TEXT) return wrong('This is no name of an image.');
  const { name, tag, digest } = splitEnds(text);
  if (/^[0-9a-f]{64}$/.test(name)) return wrong('This is the id of an image; a registry knows names.');
  const { registry, path } = splitRegistry(name);
  const problem = nameProblem(registry, path) ?? endProblem(tag, digest);
  if (problem !== undefined) return wrong(problem);
  const repository = registry === DEFAULT_REGISTRY && !path.includes('/') ? `library/${path}` : path;
  const named = tag ?? (digest === undefined ? 'latest' : undefined);
  return { ok: true, value: { registry, repository, ...(named !== undefined && { tag: named }), ...(digest !== undefined && { digest }) } };
};

/** Without what Docker leaves out: `nginx:1.25`, `registry.example/team/app@sha256:…`. */
export const describeReference = ({ registry, repository, tag, digest }: ImageReference): string => {
  const name = registry === DEFAULT_REGISTRY ? repository.replace(/^library\//, '') : `${registry}/${repository}`;
  return `${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
};
