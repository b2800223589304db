import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { toProblem } from '../api/problem.ts';

/** Only what may be different next time is tried again: no answer, or a failure of the server. */
const worthRetrying = (error: unknown) => {
  const { status } = toProblem(error);
  return status === 0 || status >= 500;
};

/** `onSignedOut` is called when any answer says that the session is over. A failed read is tried again up to `retries` times. */
export function createQueryClient(onSignedOut: () => void, retries: number): QueryClient {
  const watch = (error: unknown) => {
    if (toProblem(error).status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      // Live updates say what changed; the time limit only covers what they cannot know.
      queries: { staleTime: 30_000, retry: (failures, error) => failures < retries && worthRetrying(error), refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
