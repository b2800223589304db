import { type ReactNode, useState } from 'react';
import type { Appliance } from '#contract/appliances';
import { EditDialog } from './edit-dialog.tsx';
import { NewCodeDialog } from './new-code-dialog.tsx';
import { RegisterDialog } from './register-dialog.tsx';
import { RetireDialog } from './retire-dialog.tsx';

export interface ApplianceActions {
  readonly register: () => void;
  readonly edit: (appliance: Appliance) => void;
  readonly renewCode: (appliance: Appliance) => void;
  readonly replace: (appliance: Appliance) => void;
  readonly retire: (appliance: Appliance) => void;
  /** Put it into the page. */
  readonly dialogs: ReactNode;
}

type Open = { readonly kind: 'register' } | { readonly kind: 'edit' | 'renew' | 'replace' | 'retire'; readonly appliance: Appliance };

/** What can be done with appliances, each in a dialog of its own. */
export function useApplianceActions(): ApplianceActions {
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return {
    register: () => setOpen({ kind: 'register' }),
    edit: (appliance) => setOpen({ kind: 'edit', appliance }),
    renewCode: (appliance) => setOpen({ kind: 'renew', appliance }),
    replace: (appliance) => setOpen({ kind: 'replace', appliance }),
    retire: (appliance) => setOpen({ kind: 'retire', appliance }),
    dialogs: (
      <>
        {open?.kind === 'register' && <RegisterDialog onClose={close} />}
        {open?.kind === 'edit' && <EditDialog appliance={open.appliance} onClose={close} />}
        {(open?.kind === 'renew' || open?.kind === 'replace') && (
          <NewCodeDialog appliance={open.appliance} kind={open.kind} onClose={close} />
        )}
        {open?.kind === 'retire' && <RetireDialog appliance={open.appliance} onClose={close} />}
      </>
    ),
  };
}
