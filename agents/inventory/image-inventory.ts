/** What is in an image: the software of its file system as a container would see it, and where each piece came from. */
export interface ImageInventory {
  /** The identity of the image: the digest of its configuration, `sha256:` and 64 hex digits. Verified. */
  readonly imageId: string;
  /** `registry/name:tag` as the archive or the caller says; an OCI layout gives its reference names. May be empty. */
  readonly repoTags: readonly string[];
  /** The digest of its manifest, where it came with one (OCI layout, registry): what `name@sha256:…` names. Verified. */
  readonly manifestDigest?: string;
  /** From os-release. Absent: the image has none (built from scratch, or static). */
  readonly os?: OperatingSystem;
  /** As the configuration names it: `amd64`, `arm64`. */
  readonly architecture: string;
  /** ISO 8601, as its builder claims: often 1970 or 0001 for reproducible builds. */
  readonly created?: string;
  /** Bytes of all layers, unpacked. */
  readonly size: number;
  /** The lowest first. */
  readonly layers: readonly ImageLayer[];
  /** Sorted by ecosystem, name, version, path. */
  readonly packages: readonly ImagePackage[];
  /** What could not be read. Not empty: the inventory is incomplete, and findings may be missing. Show them beside the findings. */
  readonly notes: readonly InventoryNote[];
}

/** The distribution that an image is made of. */
export interface OperatingSystem {
  /** `debian`, `alpine`, `rhel`: ID of os-release. */
  readonly id: string;
  /** `12`, `3.19.1`: VERSION_ID; absent for rolling releases. */
  readonly version?: string;
  /** For people: `Debian GNU/Linux 12 (bookworm)`. */
  readonly name: string;
  /** As the OSV schema and our manifests name the release: `Debian:12`. Absent: no advisories are published for it in that form. */
  readonly ecosystem?: string;
}

export interface ImageLayer {
  /** The diff id: the digest of the unpacked layer. Verified. The same layer has the same diff id in every image. */
  readonly digest: string;
  /** Bytes unpacked. */
  readonly size: number;
  /** The command that made it, as the builder wrote it down. */
  readonly createdBy?: string;
}

export type PackageType = 'deb' | 'apk' | 'rpm' | 'npm' | 'pypi' | 'golang' | 'maven';

/** One package in one version at one place. A library that lies in three folders is three packages. */
export interface ImagePackage {
  /** As manifests name it: `Debian:12`, `npm`, `PyPI`, `Go`, `Maven`. Of a distribution that publishes no advisories in that form: its os-release id. */
  readonly ecosystem: string;
  readonly type: PackageType;
  /** The binary package of a distribution (`libssl3`), the name in its registry elsewhere (`@scope/name`, `group:artifact`). */
  readonly name: string;
  readonly version: string;
  /** Of a distribution's package: what it was built from. Debian's, Ubuntu's and Alpine's advisories name this one. */
  readonly source?: { readonly name: string; readonly version: string };
  /** https://github.com/package-url/purl-spec; the identity of a package version within an image. */
  readonly purl: string;
  /** Of a package of a language: the file that told of it, without a leading slash; `app.jar!/lib/x.jar` inside an archive. Absent for distributions' packages. */
  readonly path?: string;
  /** Diff id of the layer that brought it in at its present version; `''` in a container's file system, which has no layers. */
  readonly layer: string;
}

/** Something of an image that was there and could not be read. */
export interface InventoryNote {
  readonly code: /** A package database in a format that is not read (Berkeley DB and ndb of rpm, Go before 1.18). */
    | 'not-readable'
    /** A file of a package that breaks its own format. */
    | 'damaged-file'
    /** A file above the limit of what is read whole. */
    | 'file-too-large'
    /** Packages of a distribution that names itself in no os-release. */
    | 'unknown-distribution';
  /** A whole sentence for people. */
  readonly message: string;
  readonly path?: string;
  /** Diff id. */
  readonly layer?: string;
}

/** What is in the file system of a container, from its export. */
export interface RootFsInventory {
  readonly os?: OperatingSystem;
  readonly packages: readonly ImagePackage[];
  readonly notes: readonly InventoryNote[];
}
