import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { ApplianceLogEntry } from '#contract/monitoring';

const LEVELS = {
  info: { word: 'Info', tone: undefined, icon: IconInfoCircle },
  warn: { word: 'Warning', tone: 'warn', icon: IconAlertTriangle },
  error: { word: 'Error', tone: 'bad', icon: IconCircleX },
} as const;

/** Icon, word and colour of a level. */
export function LogLevel({ level }: Pick<ApplianceLogEntry, 'level'>) {
  const { word, tone, icon: LevelIcon } = LEVELS[level];
  return (
    <span className="status" data-tone={tone}>
      <LevelIcon size={15} stroke={1.8} aria-hidden />
      <span>{word}</span>
    </span>
  );
}
