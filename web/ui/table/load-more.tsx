import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import './table.css';

export interface MoreRows {
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
}

/** The end of a page of a long list: asks for the next page as soon as it comes near the view, or by its button. */
export function LoadMore({ hasMore, loading, onMore }: MoreRows) {
  const end = useRef<HTMLDivElement>(null);
  const ask = useRef(onMore);
  ask.current = onMore;
  useEffect(() => {
    const element = end.current;
    if (element === null || !hasMore || loading || typeof IntersectionObserver === 'undefined') return undefined;
    const observer = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && ask.current(), {
      rootMargin: '400px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, loading]);
  if (!hasMore) return null;
  return (
    <div className="load-more" ref={end}>
      <Button variant="subtle" loading={loading} onClick={onMore}>
        Load more
      </Button>
    </div>
  );
}
