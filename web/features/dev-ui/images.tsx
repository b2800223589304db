import { useState } from 'react';
import { HistoryMenu } from '../../qql/history-menu.tsx';
import type { QqlAnswer, QqlSuggestion } from '../../qql/qql-answer.ts';
import { QqlBar } from '../../qql/qql-bar.tsx';
import { ShortDigest } from '../../ui/image/digest.tsx';
import { Freshness } from '../../ui/image/freshness.tsx';
import { ImageName } from '../../ui/image/image-name.tsx';
import { TagChips } from '../../ui/image/tag-chips.tsx';
import { Trigger } from '../../ui/image/trigger.tsx';
import { Region } from '../../ui/page/page.tsx';
import { FindingsCell } from '../../ui/severity/findings-cell.tsx';
import { useNow } from '../../ui/time/use-now.ts';

const COUNTS = { s5: 1, s4: 4, s3: 16, s2: 12, s1: 8 };
const HOURS = 3600 * 1000;

/** The cells of an image, and what an image is called that wants to break the page. */
export function Images() {
  const now = useNow(60_000);
  return (
    <Region title="Images">
      <div className="dev-ui-stack">
        <ImageName name="registry.corp.example/pay/api" />
        <ImageName name={`evil.example/${'long'.repeat(40)}/\u202Egpj.exe`} />
        <TagChips tags={['2.41.0', 'prod', 'sha-77ab12c4e9d8', 'canary', 'old']} />
        <TagChips tags={[]} />
        <ShortDigest digest={`sha256:9f1c2e7ab04d${'0'.repeat(52)}`} />
      </div>
      <div className="dev-ui-stack dev-ui-narrow">
        <FindingsCell counts={COUNTS} fixable={22} missing={{ word: 'not scanned yet' }} />
        <FindingsCell counts={undefined} fixable={undefined} missing={{ word: 'not scanned yet' }} />
        <FindingsCell counts={undefined} fixable={undefined} missing={{ word: 'not scannable', reason: 'larger than 20 GB', bad: true }} />
      </div>
      <div className="dev-ui-row">
        <Trigger trigger="pull" outcome="scanned" />
        <Trigger trigger="tag" outcome="alias of a scanned image: not scanned" quiet />
        <Trigger trigger="manifest" outcome="matched again" />
        <Trigger trigger="exec_create" outcome="state changes do not scan" quiet />
        <Freshness at={new Date(now - 5 * HOURS).toISOString()} />
        <Freshness at={new Date(now - 50 * HOURS).toISOString()} />
        <Freshness at={undefined} />
      </div>
    </Region>
  );
}

const SUGGESTIONS = ['severity', 'cveIds', 'isFixable', 'firstFound'].map((name) => `vulnerabilities.${name}:`);

/** A bar that knows four tokens. */
export function Queries() {
  const [[text, caret], setText] = useState<readonly [string, number]>([
    'lastVmScanDate:[now-24h ... now] and not repo.registry:`ghcr.io` and sevrity:5',
    0,
  ]);
  const from = caret - (/[a-z.]*$/i.exec(text.slice(0, caret))?.[0].length ?? 0);
  const typed = text.slice(from, caret).toLowerCase();
  const suggestions = SUGGESTIONS.filter((token) => token.toLowerCase().startsWith(typed)).map(
    (insert): QqlSuggestion => ({ insert, from, to: caret, hint: 'number 1 to 5' }),
  );
  const wrong = text.indexOf('sevrity');
  const problem = {
    from: wrong,
    to: wrong + 7,
    message: 'No token is called sevrity.',
    nearest: 'vulnerabilities.severity',
    unfinished: false,
  };
  const answer: QqlAnswer = {
    query: text,
    problems: wrong < 0 ? [] : [problem],
    ...(wrong < 0 && { count: { count: 1306, exact: true } }),
  };
  return (
    <QqlBar
      label="Search images"
      things="images"
      query={text}
      onRun={() => undefined}
      text={text}
      onText={(next, at) => setText([next, at])}
      answer={answer}
      suggestions={suggestions}
      actions={<HistoryMenu list="dev-ui" onRun={(query) => setText([query, query.length])} />}
    />
  );
}
