import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { toProblem } from '../api/problem.ts';

const RETRIES = 2;

/** Only what may be different next time is tried again: no answer, or a failure of the server. */
const worthRetrying = (failures: number, error: unknown) => {
  const { status } = toProblem(error);
  return failures < RETRIES && (status === 0 || status >= 500);
};

/** `onSignedOut` is called when any answer says that the session is over. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const watch = (error: unknown) => {
    if (toProblem(error).status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      // Live updates say what changed; the time limit only covers what they cannot know.
      queries: { staleTime: 30_000, retry: worthRetrying, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
