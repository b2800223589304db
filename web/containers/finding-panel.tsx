import type { ContainerFinding } from '#contract/container-parts';
import { CopyText, WholeDigest } from '../ui/image/digest.tsx';
import { PanelSection, SidePanel } from '../ui/panel/side-panel.tsx';
import { SeverityChip } from '../ui/severity/severity-bar.tsx';
import { Fact, Facts } from '../ui/stat/facts.tsx';
import { ForeignText } from '../ui/text/foreign-text.tsx';
import './containers.css';

interface FindingPanelProps {
  readonly finding: ContainerFinding;
  readonly onClose: () => void;
}

/** One finding: what was seen, by what it is proven, and what would mend it. */
export function FindingPanel({ finding, onClose }: FindingPanelProps) {
  const { severity, title, advisoryId, fixedVersion, package: name } = finding;
  return (
    <SidePanel title={title} width={480} aside={<SeverityChip severity={severity} />} subtitle={advisoryId} onClose={onClose}>
      <PanelSection title="What would mend it">
        {fixedVersion === undefined ? (
          <p>No version without it is known yet.</p>
        ) : (
          <p>
            <ForeignText>{name}</ForeignText>{' '}
            <b className="mono finding-version">
              <ForeignText>{fixedVersion}</ForeignText>
            </b>{' '}
            or newer.
          </p>
        )}
      </PanelSection>
      <Evidence finding={finding} />
      <Cves finding={finding} />
    </SidePanel>
  );
}

function Evidence({ finding: { package: name, installedVersion, path, layer, origin } }: { readonly finding: ContainerFinding }) {
  return (
    <PanelSection title="Evidence">
      <Facts>
        <Fact label="Package">
          <ForeignText className="finding-version">{name}</ForeignText>
        </Fact>
        <Fact label="Installed">
          <ForeignText className="mono finding-version">{installedVersion}</ForeignText>
        </Fact>
        {path !== undefined && (
          <Fact label="Path">
            <ForeignText className="mono finding-version">{path}</ForeignText>
          </Fact>
        )}
        <Fact label="Brought by">
          {origin === 'drift' ? (
            'what the container added to its image'
          ) : layer === undefined ? (
            'a layer that was not told'
          ) : (
            <WholeDigest digest={layer} />
          )}
        </Fact>
      </Facts>
    </PanelSection>
  );
}

function Cves({ finding: { cveids } }: { readonly finding: ContainerFinding }) {
  return (
    <PanelSection title="CVE">
      {cveids.length === 0 && <p className="meta">None is assigned.</p>}
      <ul className="finding-cves">
        {cveids.map((cve) => (
          <li key={cve}>
            <span className="mono">{cve}</span>
            <CopyText text={`https://www.cve.org/CVERecord?id=${cve}`} label={`Copy the address of ${cve}`} />
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
