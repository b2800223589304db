/** The engine cannot be spoken to now: no socket, no permission, no answer, an answer that was cut. Worth another try later. */
export class EngineUnreachable extends Error {
  override readonly name = 'EngineUnreachable';
}

/** The engine understood and said no. */
export class EngineRefused extends Error {
  override readonly name = 'EngineRefused';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket; start the engine or name its socket with --docker',
  EACCES: 'this user may not open it; run as root or as a member of the group that owns it',
  EPERM: 'this user may not open it; run as root or as a member of the group that owns it',
  ECONNREFUSED: 'nobody listens on it; start the engine',
  ENOTSOCK: 'it is not a socket',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
};

/** What a failed exchange with the socket means for the person who reads it. */
export const toEngineError = (error: unknown, socketPath: string): Error => {
  if (error instanceof EngineRefused || error instanceof EngineUnreachable) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new EngineUnreachable(`The engine at ${socketPath} cannot be reached: ${(code && WHY[code]) || message || code}.`, {
    cause: error,
  });
};
