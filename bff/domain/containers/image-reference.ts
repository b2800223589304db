/** A name of an image, taken apart as engines do it (distribution/reference, `ParseNormalizedNamed`). */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string | undefined;
  readonly digest?: string | undefined;
}

/** Where a name without a registry lies. */
const STANDARD_REGISTRY = 'docker.io';

/** `app:v1` → docker.io, app, v1. The first part is a registry when it holds a dot or a colon, or is `localhost`. Whatever it is given, it gives something. */
export function parseImageReference(reference: string): ImageReference {
  const at = reference.indexOf('@');
  const digest = at < 0 ? undefined : reference.slice(at + 1);
  const named = at < 0 ? reference : reference.slice(0, at);
  const slash = named.indexOf('/');
  const first = slash < 0 ? '' : named.slice(0, slash);
  const isRegistry = first === 'localhost' || /[.:]/.test(first);
  const rest = isRegistry ? named.slice(slash + 1) : named;
  const colon = rest.lastIndexOf(':');
  const hasTag = colon > rest.lastIndexOf('/');
  return {
    registry: isRegistry ? first : STANDARD_REGISTRY,
    repository: hasTag ? rest.slice(0, colon) : rest,
    tag: hasTag ? rest.slice(colon + 1) : undefined,
    digest,
  };
}
