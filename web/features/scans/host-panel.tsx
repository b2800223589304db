import { useQuery } from '@tanstack/react-query';
import type { HostResult, Scan } from '#contract/scans';
import { toProblem } from '../../api/problem.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { PanelSection, SidePanel } from '../../ui/panel/side-panel.tsx';
import { SeverityChip } from '../../ui/severity/severity-bar.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import { HostStatus, hostName } from './host-cells.tsx';
import { hostByAddress } from './queries.ts';

interface HostPanelProps {
  readonly scan: Scan;
  readonly address: string;
  readonly onClose: () => void;
}

/** All that the scan learned of one host: findings with evidence and solution, services. */
export function HostPanel({ scan, address, onClose }: HostPanelProps) {
  const read = useQuery(hostByAddress(scan.id, address));
  const host = read.data?.address === address ? read.data : undefined;
  return (
    <SidePanel
      title={host === undefined ? address : hostName(host)}
      width={480}
      aside={host !== undefined && <HostStatus host={host} />}
      onClose={onClose}
    >
      {read.isError && (
        <div className="list-note">
          <FailureNote title="The host could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
        </div>
      )}
      {read.isSuccess && host === undefined && <p className="list-note meta">This scan has no result of {address} yet.</p>}
      {host !== undefined && (
        <>
          <HostFacts host={host} zone={scan.timeZone} />
          <HostFindings findings={host.findings} />
          <HostServices services={host.services} />
        </>
      )}
    </SidePanel>
  );
}

function HostFacts({ host, zone }: { readonly host: HostResult; readonly zone: string | undefined }) {
  return (
    <PanelSection>
      <Facts>
        <Fact label="Address">
          <span className="mono">{host.address}</span>
        </Fact>
        <Fact label="System">{host.operatingSystem ?? 'unknown'}</Fact>
        <Fact label="Appliance">{host.applianceName ?? 'unknown'}</Fact>
        <Fact label="Seen">
          <TimeText at={host.finishedAt} scheduleZone={zone} style="seconds" />
        </Fact>
        <Fact label="Signatures">{host.signatures ?? 'none: known vulnerabilities were not looked up'}</Fact>
        {host.failure !== undefined && <Fact label="Failure">{host.failure}</Fact>}
      </Facts>
    </PanelSection>
  );
}

const OPEN_FROM = 4;

function HostFindings({ findings }: { readonly findings: HostResult['findings'] }) {
  return (
    <PanelSection title={`Findings ${findings.length}`}>
      {findings.length === 0 && <p className="meta">None.</p>}
      <ul className="host-findings">
        {findings.map((finding) => (
          <li key={`${finding.key} ${finding.port ?? ''}`}>
            <details open={finding.severity >= OPEN_FROM}>
              <summary>
                <SeverityChip severity={finding.severity} />
                <span className="host-finding-title">{finding.title}</span>
                {finding.port !== undefined && <span className="mono text-2">{`${finding.port}/${finding.protocol ?? 'tcp'}`}</span>}
              </summary>
              <dl className="host-finding">
                {finding.cves.length > 0 && (
                  <>
                    <dt>CVE</dt>
                    <dd className="mono">{finding.cves.join(', ')}</dd>
                  </>
                )}
                {finding.installedVersion !== undefined && (
                  <>
                    <dt>Installed</dt>
                    <dd className="mono">{finding.installedVersion}</dd>
                    <dt>Fixed in</dt>
                    <dd className="mono">{finding.fixedVersion ?? 'no version yet'}</dd>
                  </>
                )}
                <dt>Evidence</dt>
                <dd>
                  <pre className="mono">{finding.evidence}</pre>
                </dd>
                <dt>Solution</dt>
                <dd>{finding.solution}</dd>
              </dl>
            </details>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function HostServices({ services }: { readonly services: HostResult['services'] }) {
  return (
    <PanelSection title={`Services ${services.length}`}>
      {services.length === 0 && <p className="meta">No open port was found.</p>}
      <ul className="host-services">
        {services.map(({ port, protocol, name, product, version, tls }) => (
          <li key={`${port}/${protocol}`}>
            <span className="mono">{`${port}/${protocol}`}</span>
            <span className="truncate">{[product, version].filter(Boolean).join(' ') || (name ?? 'unknown')}</span>
            <span className="meta">{[product === undefined ? undefined : name, tls ? 'TLS' : undefined].filter(Boolean).join(', ')}</span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
