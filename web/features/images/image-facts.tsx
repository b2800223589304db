import type { ReactNode } from 'react';
import type { ImageDetail } from '#contract/images';
import { countsOf, LastTrigger, missingOf } from '../../containers/last-scan.tsx';
import { WholeDigest } from '../../ui/image/digest.tsx';
import { Freshness } from '../../ui/image/freshness.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { SeverityRows, totalOf } from '../../ui/severity/severity-bar.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { ForeignText } from '../../ui/text/foreign-text.tsx';
import { formatBytes, formatNumber } from '../../ui/time/format-duration.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import { systemOf } from './image-columns.tsx';
import { allNames } from './image-names.ts';

/** What it is, at the left; what is wrong with it, at the right. */
export function ImageFacts({ image }: { readonly image: ImageDetail }) {
  return (
    <div className="detail-head">
      <Facts>
        <Fact label="Names">
          <Names image={image} />
        </Fact>
        <Fact label="Image id">
          <WholeDigest digest={image.sha} label="Copy the image id" />
        </Fact>
        {image.repoDigests.slice(0, 3).map(({ registry, repository, digest }) => (
          <Fact key={`${registry}/${repository}`} label="Manifest">
            <WholeDigest digest={digest} label={`Copy the digest in ${registry}`} />
          </Fact>
        ))}
        <Fact label="System">
          <ForeignText>{systemOf(image)}</ForeignText>
          {image.architecture !== undefined && <span className="meta"> {[image.os, image.architecture].filter(Boolean).join('/')}</span>}
        </Fact>
        <Fact label="Size">{image.size === undefined ? 'not told' : formatBytes(image.size)}</Fact>
        <Fact label="Built">{image.created === undefined ? 'not told: a reproducible build' : <TimeText at={image.created} />}</Fact>
        <Fact label="Containers">
          <Containers image={image} />
        </Fact>
      </Facts>
      <Findings image={image} />
    </div>
  );
}

function Names({ image }: { readonly image: ImageDetail }): ReactNode {
  const names = allNames(image);
  if (names.length === 0) return 'untagged';
  return (
    <ul className="detail-names">
      {names.map((name) => (
        <li key={name} className="mono image-full-name">
          <ForeignText>{name}</ForeignText>
        </li>
      ))}
      {image.repoCount > names.length && <li className="meta">and {formatNumber(image.repoCount - names.length)} more</li>}
    </ul>
  );
}

function Containers({ image: { sha, associatedContainersCount: count, associatedHostsCount: hosts } }: { readonly image: ImageDetail }) {
  const on = `on ${formatNumber(hosts)} ${hosts === 1 ? 'host' : 'hosts'}`;
  if (count === 0) return `none, ${on}`;
  return (
    <PageLink to="/containers" search={{ q: `imageSha:${sha}` }}>
      {formatNumber(count)} {on}
    </PageLink>
  );
}

function Findings({ image }: { readonly image: ImageDetail }) {
  const counts = countsOf(image);
  return (
    <section aria-label="Findings by severity" className="image-findings">
      {counts === undefined ? (
        <p className="text-2">{missingOf(image).word}</p>
      ) : (
        <>
          <SeverityRows counts={counts} />
          <p className="meta tabular">
            {formatNumber(image.vulnerabilities?.fixableCount ?? 0)} of {formatNumber(totalOf(counts))} fixable
            {image.manifestVersion !== undefined && `, manifest ${image.manifestVersion}`}
          </p>
        </>
      )}
      <div className="image-last-scan">
        <Freshness at={image.lastVmScanDate} />
        <LastTrigger of={image} />
      </div>
    </section>
  );
}
