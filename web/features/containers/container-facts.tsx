import type { ContainerDetail } from '#contract/containers';
import { countsOf, LastTrigger, missingOf } from '../../containers/last-scan.tsx';
import { WholeDigest } from '../../ui/image/digest.tsx';
import { Freshness } from '../../ui/image/freshness.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { SeverityRows, totalOf } from '../../ui/severity/severity-bar.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { ForeignText } from '../../ui/text/foreign-text.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { TimeText } from '../../ui/time/time-text.tsx';

const portInWords = ({ address, hostPort, port, protocol }: ContainerDetail['portMapping'][number]) =>
  `${hostPort === undefined ? '' : `${address ?? ''}:${hostPort} → `}${port}/${protocol}`;

/** What it is, at the left; what is wrong with it, at the right. */
export function ContainerFacts({ container }: { readonly container: ContainerDetail }) {
  const { image, host, stateChanged, created, portMapping, command, privileged, isRoot } = container;
  return (
    <div className="detail-head">
      <Facts>
        <Fact label="Image">
          <PageLink to="/images/$id" params={{ id: image.id }} className="container-wrap">
            <ForeignText>{image.name ?? image.imageId}</ForeignText>
          </PageLink>
        </Fact>
        <Fact label="Host">
          <ForeignText>{host.hostname ?? 'not told'}</ForeignText>{' '}
          <span className="meta">
            sensor{' '}
            <PageLink to="/sensors" search={{ open: host.sensorUuid }}>
              {host.sensorName}
            </PageLink>
          </span>
        </Fact>
        <Fact label="Container id">
          <WholeDigest digest={container.sha} label="Copy the container id" />
        </Fact>
        <Fact label="Created">
          <TimeText at={created} />
        </Fact>
        <Fact label="State since">
          <TimeText at={stateChanged} />
        </Fact>
        {command !== undefined && (
          <Fact label="Command">
            <ForeignText className="mono container-wrap">{command}</ForeignText>
          </Fact>
        )}
        <Fact label="Ports">{portMapping.length === 0 ? 'none published' : portMapping.map(portInWords).join(', ')}</Fact>
        <Fact label="Rights">{rightsInWords(privileged, isRoot)}</Fact>
      </Facts>
      <Findings container={container} />
    </div>
  );
}

function rightsInWords(privileged: boolean | undefined, isRoot: boolean | undefined): string {
  const told = [privileged === true && 'privileged', isRoot === true && 'runs as root'].filter(Boolean);
  if (told.length > 0) return told.join(', ');
  return privileged === undefined && isRoot === undefined ? 'not told' : 'not privileged, not root';
}

function Findings({ container }: { readonly container: ContainerDetail }) {
  const counts = countsOf(container);
  return (
    <section aria-label="Findings by severity" className="container-findings">
      {counts === undefined ? (
        <p className="text-2">{missingOf(container).word}</p>
      ) : (
        <>
          <SeverityRows counts={counts} />
          <p className="meta tabular">
            {formatNumber(container.vulnerabilities?.fixableCount ?? 0)} of {formatNumber(totalOf(counts))} fixable
          </p>
        </>
      )}
      <div className="container-last-scan">
        <Freshness at={container.lastVmScanDate} />
        <LastTrigger of={container} />
      </div>
    </section>
  );
}
