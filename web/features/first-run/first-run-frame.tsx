import type { ReactNode } from 'react';
import type { Me } from '#contract/account';
import { Brand } from '../../ui/page/brand.tsx';
import { type StepName, Steps } from './steps.tsx';
import './first-run.css';

interface FirstRunFrameProps {
  /** Absent: no steps, because they cannot begin. */
  readonly step: StepName | undefined;
  readonly me: Me | undefined;
  readonly children?: ReactNode;
}

/** Steps at the left, one of them at the right. */
export function FirstRunFrame({ step, me, children }: FirstRunFrameProps) {
  return (
    <div className="first-run">
      <aside className="first-run-side" aria-label="First run">
        <Brand size={24} />
        {step !== undefined && <Steps step={step} me={me} />}
      </aside>
      <main className="first-run-main">{children}</main>
    </div>
  );
}
