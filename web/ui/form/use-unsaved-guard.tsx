import { useBlocker } from '@tanstack/react-router';
import { useRef } from 'react';
import { ConfirmDialog } from '../dialog/confirm-dialog.tsx';

interface UnsavedGuard {
  /** Put it into the page: the question asked when somebody leaves. */
  readonly dialog: React.ReactNode;
  /** Call it right before leaving on purpose, after saving or discarding. */
  readonly release: () => void;
}

/** Asks before unsaved work is left, by a link, by the back button, or by closing the tab. `what`: "the schedule"; `outcome`: what becomes of it. */
export function useUnsavedGuard(unsaved: boolean, what: string, outcome = 'The changes stay as a draft on this device.'): UnsavedGuard {
  const released = useRef(false);
  const blocks = () => unsaved && !released.current;
  // Who has to sign in again finds the work as a draft afterwards.
  const blocksWay = ({ next }: { readonly next: { readonly pathname: string } }) => next.pathname !== '/sign-in' && blocks();
  const blocker = useBlocker({ shouldBlockFn: blocksWay, enableBeforeUnload: blocks, withResolver: true });
  return {
    release: () => {
      released.current = true;
    },
    dialog: (
      <ConfirmDialog
        opened={blocker.status === 'blocked'}
        title={`Leave ${what} unsaved?`}
        confirm="Leave"
        tone="bad"
        onConfirm={() => blocker.proceed?.()}
        onCancel={() => blocker.reset?.()}
      >
        {outcome}
      </ConfirmDialog>
    ),
  };
}
