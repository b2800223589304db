import {
  type Icon,
  IconActivity,
  IconBox,
  IconDownload,
  IconFileCertificate,
  IconFileImport,
  IconGitBranch,
  IconHandClick,
  IconListSearch,
  IconPackageImport,
  IconReplace,
  IconTags,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ForeignText } from '../text/foreign-text.tsx';
import './image.css';

const TRIGGERS: Readonly<Record<string, readonly [word: string, icon: Icon]>> = {
  load: ['loaded', IconPackageImport],
  import: ['imported', IconFileImport],
  pull: ['pulled', IconDownload],
  tag: ['tagged', IconTags],
  inventory: ['found by inventory', IconListSearch],
  created: ['container created', IconBox],
  drift: ['drift, 48 h', IconReplace],
  manifest: ['new manifest', IconFileCertificate],
  'on-demand': ['on demand', IconHandClick],
  pipeline: ['pipeline tag', IconGitBranch],
};

/** What happened, in words; what an engine said and nobody foresaw, in its own. */
export const triggerInWords = (trigger: string): string => TRIGGERS[trigger]?.[0] ?? trigger;

interface TriggerProps {
  /** `pull`, `tag`, `manifest`, …, or the event of an engine that scans nothing: `pause`. */
  readonly trigger: string | undefined;
  /** What came of it: "scanned", "not scanned". */
  readonly outcome?: ReactNode;
  /** It led to no scan. */
  readonly quiet?: boolean;
}

/** What happened, with its sign, above what came of it. */
export function Trigger({ trigger, outcome, quiet = false }: TriggerProps) {
  if (trigger === undefined) return <span className="meta">none yet</span>;
  const Sign = TRIGGERS[trigger]?.[1] ?? IconActivity;
  return (
    <span className="trigger" data-quiet={quiet || undefined}>
      <Sign size={15} stroke={1.7} aria-hidden />
      <span className="two-lines">
        <span className="truncate trigger-word">
          <ForeignText>{triggerInWords(trigger)}</ForeignText>
        </span>
        {outcome !== undefined && <span className="meta truncate">{outcome}</span>}
      </span>
    </span>
  );
}
