import { type ReactNode, useEffect, useRef, useState } from 'react';
import './form.css';

export interface FormAnchor {
  /** Also the id of the section. */
  readonly id: string;
  readonly title: string;
  /** How many fields of the section this edit changes. */
  readonly changes?: number;
  /** How many fields of the section have to be corrected. */
  readonly errors?: number;
}

interface FormPageProps {
  readonly anchors: readonly FormAnchor[];
  /** Below the anchors: keys that work here. */
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** The section nearest to the top of the scrolled form. */
function useCurrentSection(anchors: readonly FormAnchor[]) {
  const scroll = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(anchors[0]?.id);
  const ids = anchors.map(({ id }) => id).join(' ');
  useEffect(() => {
    const element = scroll.current;
    if (element === null) return undefined;
    const onScroll = () => {
      const top = element.getBoundingClientRect().top + 80;
      const passed = ids
        .split(' ')
        .filter((id) => (document.getElementById(id)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY) <= top);
      const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 2 && element.scrollTop > 0;
      setCurrent(atEnd ? ids.split(' ').at(-1) : (passed.at(-1) ?? ids.split(' ')[0]));
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [ids]);
  return { scroll, current };
}

const changesInWords = (changes: number) => (changes === 1 ? '1 change' : `${changes} changes`);

/** Brings a section to the top and moves the focus into it. Alt + arrow keys call it with the neighbours. */
function goTo(id: string | undefined) {
  const section = id === undefined ? null : document.getElementById(id);
  section?.scrollIntoView({ block: 'start' });
  section?.focus({ preventScroll: true });
}

/** Anchors 148 at the left (a scrolling strip on a phone), sections in the middle. */
export function FormPage({ anchors, hint, children }: FormPageProps) {
  const { scroll, current } = useCurrentSection(anchors);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
      const index = anchors.findIndex(({ id }) => id === current);
      event.preventDefault();
      goTo(anchors[index + (event.key === 'ArrowDown' ? 1 : -1)]?.id);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [anchors, current]);
  return (
    <div className="form-page">
      <nav className="form-anchors" aria-label="Sections">
        <ul>
          {anchors.map(({ id, title, changes = 0, errors = 0 }) => (
            <li key={id}>
              <button type="button" className="form-anchor" aria-current={id === current || undefined} onClick={() => goTo(id)}>
                {title}
                {errors > 0 && <span className="form-anchor-errors">{errors} to correct</span>}
                {errors === 0 && changes > 0 && <span className="form-anchor-changes">{changesInWords(changes)}</span>}
              </button>
            </li>
          ))}
        </ul>
        {hint !== undefined && <div className="form-hint">{hint}</div>}
      </nav>
      <div className="form-sections" ref={scroll}>
        {children}
      </div>
    </div>
  );
}

interface FormSectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** A titled part of a form; rules between sections, no frames. */
export function FormSection({ id, title, children }: FormSectionProps) {
  return (
    <section className="form-section" id={id} tabIndex={-1} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}
