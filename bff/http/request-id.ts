import type { RequestHandler, Response } from 'express';

const GIVEN = /^[A-Za-z0-9._-]{8,64}$/;

/** Gives every request an id, in the log and in `X-Request-Id`; one from a proxy in front is kept. */
export function requestId(newId: () => string): RequestHandler {
  return (req, res, next) => {
    const given = req.get('x-request-id');
    const id = given !== undefined && GIVEN.test(given) ? given : newId();
    res.locals.requestId = id;
    res.set('X-Request-Id', id);
    next();
  };
}

export const requestIdOf = (res: Response): string => res.locals.requestId as string;
