import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Scan } from '#contract/scans';
import { Tab, Tabs } from '../../ui/page/tabs.tsx';
import { totalOf } from '../../ui/severity/severity-bar.tsx';
import { REPORT_FORMATS, reportAddress } from './scan-actions.ts';

/** Hosts, findings, services, slices; and the downloads of it all. */
export function ScanTabs({ scan }: { readonly scan: Scan }) {
  const { id, progress, findings, servicesCount } = scan;
  return (
    <div className="scan-tabs">
      <Tabs label="Results">
        <Tab to="/scans/$id" params={{ id }} label="Hosts" count={progress.hostsDone} />
        <Tab to="/scans/$id/findings" params={{ id }} label="Findings" count={totalOf(findings)} />
        <Tab to="/scans/$id/services" params={{ id }} label="Services" count={servicesCount} />
        <Tab to="/scans/$id/slices" params={{ id }} label="Slices" count={progress.slicesTotal} />
      </Tabs>
      <Downloads id={id} />
    </div>
  );
}

function Downloads({ id }: { readonly id: string }) {
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <Tooltip label="Download results">
          <ActionIcon variant="default" aria-label="Download results">
            <IconDownload size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {REPORT_FORMATS.map((format) => (
          <Menu.Item key={format} component="a" href={reportAddress(id, format)} download={`scan-${id}.${format}`}>
            {format.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
