import type { ImageInventory, ImagePackage } from '../inventory/image-inventory.ts';
import type { ImageFinding } from '../inventory/match-inventory.ts';
import type { ImageFinding as WireFinding, ImageLayer as WireLayer, ImagePackage as WirePackage } from '../protocol/sensor-inventory.ts';

/** A container's file system has no layers. */
const layerOf = (layer: string) => (layer === '' ? {} : { layer });

export const wirePackage = ({ ecosystem, type, name, version, source, purl, path, layer }: ImagePackage): WirePackage => ({
  ...{ ecosystem, type, name, version, purl },
  ...(source === undefined ? {} : { source: source.name }),
  ...(path === undefined ? {} : { path }),
  ...layerOf(layer),
});

export const wireFinding = (found: ImageFinding): WireFinding => ({
  advisoryId: found.advisoryId,
  cves: found.cves.slice(0, 100),
  ...{ severity: found.severity, title: found.title, package: found.package, installedVersion: found.installedVersion },
  ...(found.fixedVersion === undefined ? {} : { fixedVersion: found.fixedVersion }),
  ...(found.path === undefined ? {} : { path: found.path }),
  ...layerOf(found.layer),
});

const wireLayers = (layers: ImageInventory['layers']): WireLayer[] =>
  layers.map(({ digest, size, createdBy }) => ({ digest, size, ...(createdBy === undefined ? {} : { createdBy }) }));

/** What a report says of an image besides its findings. */
export const wireImage = (inventory: ImageInventory) => {
  const created = Date.parse(inventory.created ?? '');
  return {
    packages: inventory.packages.map(wirePackage),
    layers: wireLayers(inventory.layers),
    size: inventory.size,
    architecture: inventory.architecture,
    os: 'linux',
    // Reproducible builds claim the year 1 or 1970: that says nothing.
    ...(created > 0 ? { created } : {}),
    ...(inventory.os === undefined ? {} : { operatingSystem: inventory.os.name }),
  };
};
