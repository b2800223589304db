import type { ReactNode } from 'react';
import { useState } from 'react';
import type { QqlEntity } from '#contract/qql';
import type { ListUrlState } from '../ui/list/use-list-url-state.ts';
import { FrozenLink } from './frozen-link.tsx';
import { HistoryMenu } from './history-menu.tsx';
import { QqlBar } from './qql-bar.tsx';
import { remember } from './query-history.ts';
import { useQqlAnswer } from './use-qql-answer.ts';

interface QqlSearchProps {
  readonly entity: QqlEntity;
  readonly list: ListUrlState;
  /** What else can be done with the list: saved views, columns, CSV. */
  readonly actions: ReactNode;
}

/** The bar of queries of a list: what the URL says is what runs. */
export function QqlSearch({ entity, list, actions }: QqlSearchProps) {
  const [[text, caret], setText] = useState<readonly [string, number]>([list.query, list.query.length]);
  const { answer, suggestions } = useQqlAnswer(entity, text, caret);
  const run = (query: string) => {
    remember(entity, query);
    if (query !== list.query) list.setQuery(query);
  };
  return (
    <QqlBar
      label={`Search ${entity}`}
      things={entity}
      query={list.query}
      onRun={run}
      text={text}
      onText={(next, at) => setText((before) => (before[0] === next && before[1] === at ? before : [next, at]))}
      answer={answer}
      suggestions={suggestions}
      actions={
        <>
          <HistoryMenu list={entity} onRun={run} />
          <FrozenLink entity={entity} query={list.query} />
          {actions}
        </>
      }
    />
  );
}
