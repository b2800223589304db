import { EMPTY_SCAN } from './new-scan.ts';
import { NewScanForm } from './new-scan-form.tsx';

/** Launches a scan now, without a schedule. */
export const NewScanPage = () => <NewScanForm initial={EMPTY_SCAN} title="New scan" warnings={[]} />;
