import { ForeignText } from '../text/foreign-text.tsx';
import './image.css';

interface TagChipsProps {
  readonly tags: readonly string[];
  /** How many are drawn before "+3". */
  readonly atMost?: number;
  /** How many names there are beside these. */
  readonly others?: number;
}

/** The tags of a repository as chips; those that do not fit are counted, and named on hover. */
export function TagChips({ tags, atMost = 3, others = 0 }: TagChipsProps) {
  if (tags.length === 0 && others === 0) return <span className="meta">no tag</span>;
  const rest = tags.slice(atMost);
  return (
    <span className="tag-chips">
      {tags.slice(0, atMost).map((tag) => (
        <span key={tag} className="tag-chip truncate" title={tag}>
          <ForeignText>{tag}</ForeignText>
        </span>
      ))}
      {rest.length + others > 0 && (
        <span className="tag-chip" title={[...rest, ...(others > 0 ? ['names in other repositories'] : [])].join('\n')}>
          +{rest.length + others}
        </span>
      )}
    </span>
  );
}
