import { useQuery } from '@tanstack/react-query';
import { toProblem } from '../../api/problem.ts';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import { repositoryState } from './queries.ts';

/** Until when the signatures are good, and what needs attention. */
export function RepositoryLine() {
  const read = useQuery(repositoryState());
  const state = read.data;
  if (state === undefined) {
    return read.isError ? (
      <div className="distribution-note">
        <FailureNote
          title="How the packages are signed could not be read."
          {...toProblem(read.error)}
          onRetry={() => void read.refetch()}
        />
      </div>
    ) : null;
  }
  const root = state.roles.find(({ role }) => role === 'root');
  const timestamp = state.roles.find(({ role }) => role === 'timestamp');
  return (
    <div className="distribution-note">
      {state.problems.map((problem) => (
        <Note key={problem} tone="warn">
          {problem}
        </Note>
      ))}
      {root !== undefined && timestamp !== undefined && (
        <p className="meta">
          Signed (TUF): root {root.version} until <TimeText at={root.expiresAt} />, freshness renewed <TimeText at={timestamp.signedAt} />.{' '}
          {root.keyIsHere ? 'The key of the root is kept on this server.' : 'The key of the root is kept elsewhere.'}
        </p>
      )}
    </div>
  );
}
