import { useParams } from '@tanstack/react-router';
import { FindingsTab } from '../features/scans/findings-tab.tsx';
import { HostsTab } from '../features/scans/hosts-tab.tsx';
import { ScanPage } from '../features/scans/scan-page.tsx';
import { ServicesTab } from '../features/scans/services-tab.tsx';
import { SlicesTab } from '../features/scans/slices-tab.tsx';

const useScanId = (): string => useParams({ from: '/signed-in/scans/$id' }).id;

/** A scan; the tabs are its children. */
export const ScanRoute = () => <ScanPage id={useScanId()} />;
export const ScanHostsRoute = () => <HostsTab id={useScanId()} />;
export const ScanFindingsRoute = () => <FindingsTab id={useScanId()} />;
export const ScanServicesRoute = () => <ServicesTab id={useScanId()} />;
export const ScanSlicesRoute = () => <SlicesTab id={useScanId()} />;
