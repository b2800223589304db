import { type ReactNode, useState } from 'react';
import type { Sensor } from '#contract/sensors';
import { AddDialog } from './add-dialog.tsx';
import { NewCodeDialog } from './new-code-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { RetireDialog } from './retire-dialog.tsx';

export interface SensorActions {
  readonly add: () => void;
  readonly rename: (sensor: Sensor) => void;
  readonly renewCode: (sensor: Sensor) => void;
  readonly retire: (sensor: Sensor) => void;
  /** Put it into the page. */
  readonly dialogs: ReactNode;
}

type Open = { readonly kind: 'add' } | { readonly kind: 'rename' | 'renew' | 'retire'; readonly sensor: Sensor };

/** What can be done with sensors, each in a dialog of its own. `adding`: the page was opened to add one. */
export function useSensorActions(adding: boolean): SensorActions {
  const [open, setOpen] = useState<Open | undefined>(adding ? { kind: 'add' } : undefined);
  const close = () => setOpen(undefined);
  return {
    add: () => setOpen({ kind: 'add' }),
    rename: (sensor) => setOpen({ kind: 'rename', sensor }),
    renewCode: (sensor) => setOpen({ kind: 'renew', sensor }),
    retire: (sensor) => setOpen({ kind: 'retire', sensor }),
    dialogs: (
      <>
        {open?.kind === 'add' && <AddDialog onClose={close} />}
        {open?.kind === 'rename' && <RenameDialog sensor={open.sensor} onClose={close} />}
        {open?.kind === 'renew' && <NewCodeDialog sensor={open.sensor} onClose={close} />}
        {open?.kind === 'retire' && <RetireDialog sensor={open.sensor} onClose={close} />}
      </>
    ),
  };
}
