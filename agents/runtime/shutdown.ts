/** Aborts at SIGTERM or SIGINT, or when `stdin` ends if the program follows its parent. A second signal ends at once. */
export const shutdownSignal = (followParent: boolean): AbortSignal => {
  const ending = new AbortController();
  const stop = () => {
    if (ending.signal.aborted) process.exit(130);
    ending.abort();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (followParent) {
    const parentGone = () => ending.abort();
    process.stdin.on('end', parentGone).on('close', parentGone).on('error', parentGone).resume();
  }
  return ending.signal;
};
