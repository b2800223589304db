import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

interface PanelTabsProps<Key extends string> {
  readonly label: string;
  /** In order; the first is open when the URL names none. */
  readonly tabs: readonly { readonly key: Key; readonly label: string }[];
  readonly current: Key;
  /** They stand below the head of a page, in its gutter. */
  readonly ofPage?: boolean;
}

/** The tabs of a panel, each a link: `?tab=` says which one is open, and stays when another row is opened. */
export function PanelTabs<Key extends string>({ label, tabs, current, ofPage = false }: PanelTabsProps<Key>) {
  const nav = useRef<HTMLElement>(null);
  // Where not all fit, the open one is in view.
  const at = tabs.findIndex(({ key }) => key === current);
  useEffect(() => {
    // Its promise (newer browsers) is no clean-up.
    void nav.current?.children[at]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [at]);
  return (
    <nav ref={nav} className={ofPage ? 'tabs' : 'tabs panel-tabs'} aria-label={label}>
      {tabs.map(({ key, label: name }, index) => {
        const search = ({ tab: _, ...others }: Record<string, unknown>) => (index === 0 ? others : { ...others, tab: key });
        return (
          // The generic link knows no route here, hence no type of its search.
          <Link
            key={key}
            to="."
            search={search as never}
            replace
            className="tab"
            // The first tab names none: of every other its search is a part.
            activeOptions={{ exact: true }}
            {...(key === current && { 'aria-current': 'page' })}
          >
            {name}
          </Link>
        );
      })}
    </nav>
  );
}
