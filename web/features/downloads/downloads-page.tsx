import { Button, Skeleton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Download } from '#contract/downloads';
import { orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { installCommand, sensorFetchCommand } from '../../install/install-command.ts';
import { CodeBlock } from '../../ui/code/code-block.tsx';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { Page } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import './downloads.css';

interface Program {
  readonly title: string;
  readonly about: ReactNode;
  /** The one line that fetches it and makes it work. */
  readonly command: (download: Download, origin: string) => string;
  readonly after: ReactNode;
}

const PROGRAMS: Record<Download['name'], Program> = {
  appliance: {
    title: 'Scanner appliance',
    about: 'Scans the network that its machine stands in, and dials out only. For Linux with systemd and Node 20 or newer.',
    command: (_, origin) => installCommand({ origin, code: 'CODE' }),
    after: (
      <>
        Put the personalization code of an appliance in place of CODE: <PageLink to="/appliances">register one</PageLink>, and the console
        shows this line with its code. Run it again without a code to upgrade. <code>watchbill-appliance doctor</code> says what is missing.
      </>
    ),
  },
  sensor: {
    title: 'Container sensor',
    about: 'Follows the container engine of its host (Docker or Podman), or the images that a pipeline marks. Needs Node 20 or newer.',
    command: ({ path }, origin) => sensorFetchCommand(origin, path),
    after: (
      <>
        Then register it with the code of a sensor:{' '}
        <code>sudo node /opt/watchbill-sensor/watchbill-sensor.mjs general --register --server URL --perscode CODE</code>, and start it:{' '}
        <code>sudo systemctl enable --now watchbill-sensor@general</code>. For a pipeline put <code>cicd</code> in place of{' '}
        <code>general</code>.
      </>
    ),
  },
  scan: {
    title: 'Inline image scanner',
    about:
      'Finds known vulnerabilities in one container image, in a pipeline or at a desk: an archive, an OCI layout, or a name in a registry. It needs Node 20 or newer, no daemon and no sensor.',
    command: ({ path }, origin) => `curl -fsSL ${origin}${path} | tar -xz && node watchbill-scan.mjs --help`,
    after: (
      <>
        It exits with 1 where your policy is violated and with 3 where nothing can be said of an image. The archive also holds{' '}
        <code>watchbill-step</code>, which has a CI/CD sensor scan the image and waits for it.
      </>
    ),
  },
  simulator: {
    title: 'Fleet simulator',
    about: 'Pretends to be many appliances, with real keys and messages and made-up results. For trial installations only.',
    command: ({ file, path }, origin) => `curl -fsSLO ${origin}${path} && node ${file} --help`,
    after: 'It takes a file of personalization codes, one a line.',
  },
};

/** The programs for other machines: what installs them, their version and checksum. */
export function DownloadsPage() {
  const { data, error, isError, refetch } = useQuery(orpc.downloads.list.queryOptions());
  return (
    <Page>
      <PageHead title="Downloads" />
      <div className="downloads">
        {isError && <FailureNote title="The downloads could not be read." {...toProblem(error)} onRetry={() => void refetch()} />}
        {data === undefined && !isError && <Skeleton height={220} radius="md" aria-hidden="true" />}
        {data?.items.length === 0 && (
          <EmptyState icon={IconDownload} title="No downloads">
            This server was built without the programs for other machines. Build it with npm run build, then start it again.
          </EmptyState>
        )}
        {data?.items.map((download) => (
          <ProgramCard key={download.name} download={download} />
        ))}
      </div>
    </Page>
  );
}

function ProgramCard({ download }: { readonly download: Download }) {
  const { title, about, command, after } = PROGRAMS[download.name];
  const { name, version, file, path, bytes, sha256 } = download;
  return (
    <section className="download-card" aria-labelledby={`download-${name}`}>
      <header>
        <h2 id={`download-${name}`}>{title}</h2>
        <Button component="a" href={path} download={file} variant="default" leftSection={<IconDownload size={16} stroke={1.8} />}>
          Download {file}
        </Button>
      </header>
      <p className="text-2">{about}</p>
      <CodeBlock copyLabel={`Copy the command for the ${title.toLowerCase()}`} prompt code={command(download, window.location.origin)} />
      <p className="meta">{after}</p>
      <Facts>
        <Fact label="Version">
          <span className="mono">{version}</span>
        </Fact>
        <Fact label="Size">{formatNumber(Math.round(bytes / 1024))} KiB</Fact>
        <Fact label="SHA-256">
          <span className="mono download-digest">{sha256}</span>
        </Fact>
      </Facts>
    </section>
  );
}
