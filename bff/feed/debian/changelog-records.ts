import { dpkgOrder } from '../../../agents/signatures/versions/dpkg-order.ts';
import type { OsvRecord } from '../osv/osv-record.ts';
import type { Upload } from './parse-changelog.ts';

/** A release of Debian. */
export interface DebianRelease {
  readonly codename: string;
  /** `12`. */
  readonly number: string;
}

const CVE = /CVE-\d{4}-\d{4,}/g;
// Mentions that are no fix: what an earlier upload broke, what is taken back, and what does not concern the package.
const NO_FIX =
  /\bregression (in|from|of|caused|introduced)[^.]{0,80}CVE-|^\W*revert|CVE-\d{4}-\d+[^.:]{0,40}\b(not affected|not affect|not vulnerable|unaffected|not apply)\b/i;
// The fix of an earlier upload was not one.
const LATER_COUNTS = /\b(incomplete|really fix)/i;
const SECURITY_WORDS = /\b(security|vulnerab|overflow|use[- ]after[- ]free|denial of service|code execution|out[- ]of[- ]bounds)/i;

const isOfRelease = ({ distribution, version }: Upload, { codename, number }: DebianRelease): boolean =>
  distribution === codename || distribution.startsWith(`${codename}-`) || new RegExp(`[+~]deb${number}u\\d`).test(version);

interface Fix {
  readonly upload: Upload;
  readonly items: readonly string[];
}

/** The upload that fixed each CVE: the first that names it, or a later one that says that the first did not suffice. */
const fixesOf = (uploads: readonly Upload[]): Map<string, Fix> => {
  const fixes = new Map<string, Fix>();
  const oldestFirst = [...uploads].sort((a, b) => dpkgOrder.compare(a.version, b.version));
  for (const upload of oldestFirst) {
    for (const item of upload.items.filter((each) => !NO_FIX.test(each))) {
      for (const cve of new Set(item.match(CVE) ?? [])) {
        const known = fixes.get(cve);
        if (!known || (known.upload !== upload && LATER_COUNTS.test(item))) fixes.set(cve, { upload, items: [item] });
      }
    }
  }
  return fixes;
};

const record = (id: string, { source, version, day }: Upload, release: DebianRelease, url: string): OsvRecord => ({
  id,
  // Dates and versions are facts; what the changelog says in words stays there.
  summary: day === undefined ? 'Fixed by an upload to the release.' : `Fixed by an upload of ${day}.`,
  affected: [
    {
      package: { ecosystem: `Debian:${release.number}`, name: source },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: version }] }],
    },
  ],
  references: [{ type: 'ADVISORY', url }],
});

/** A security upload that names no CVE: liblzma's “Add upstream v5.4 commits to fix security issues”. An update of time zones is none. */
const isNamelessFix = (upload: Upload, { codename }: DebianRelease): boolean =>
  upload.distribution === `${codename}-security` &&
  upload.items.some((item) => SECURITY_WORDS.test(item) && !NO_FIX.test(item)) &&
  !upload.items.some((item) => /CVE-\d{4}/.test(item));

const idOfUpload = ({ source, version }: Upload): string => `${source}-${version}`;

/** What the changelog of a source package says of the fixes that went into a release, as OSV records. */
export const changelogRecords = (uploads: readonly Upload[], release: DebianRelease): OsvRecord[] => {
  const ours = uploads.filter((upload) => isOfRelease(upload, release));
  const named = [...fixesOf(ours)].map(([cve, { upload }]) =>
    record(cve, upload, release, `https://security-tracker.debian.org/tracker/${cve}`),
  );
  const nameless = ours
    .filter((upload) => isNamelessFix(upload, release))
    .map((upload) =>
      record(idOfUpload(upload), upload, release, `https://security-tracker.debian.org/tracker/source-package/${upload.source}`),
    );
  return [...named, ...nameless];
};
