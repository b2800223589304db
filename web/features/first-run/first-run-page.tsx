import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { browserZone, TimesProvider } from '../../ui/time/times.tsx';
import { AccountStep } from './account-step.tsx';
import { ApplianceStep } from './appliance-step.tsx';
import { ConsoleStep } from './console-step.tsx';
import { DoneStep } from './done-step.tsx';
import { FirstRunFrame } from './first-run-frame.tsx';
import { linkState } from './queries.ts';
import { ScanStep } from './scan-step.tsx';
import type { StepName } from './steps.tsx';

/** From the one-time link to the first scan. After the account exists, a reload goes on where signed-in people can go on. */
export function FirstRunPage({ token }: { readonly token: string }) {
  const link = useQuery(linkState(token));
  const [step, setStep] = useState<StepName>('account');
  // While the link is good nobody can be signed in yet.
  const { data: me, isLoading: lookingForMe } = useQuery({ ...meOptions(), enabled: link.data?.valid === false });
  const [scanId, setScanId] = useState<string>();
  if (link.isPending || lookingForMe) return <FirstRunFrame step={undefined} me={undefined} />;
  if (link.isError) {
    return (
      <FirstRunFrame step={undefined} me={undefined}>
        <h1>First run</h1>
        <FailureNote title="The link could not be checked." {...toProblem(link.error)} onRetry={() => void link.refetch()} />
      </FirstRunFrame>
    );
  }
  if (me === undefined && !link.data.valid) return <UsedLink />;
  const shown = me !== undefined && step === 'account' ? 'console' : step;
  return (
    <TimesProvider viewerZone={me?.timeZone ?? browserZone()}>
      <FirstRunFrame step={shown} me={me}>
        {shown === 'account' && <AccountStep token={token} onDone={() => setStep('console')} />}
        {shown === 'console' && <ConsoleStep onDone={() => setStep('appliance')} />}
        {shown === 'appliance' && <ApplianceStep onDone={() => setStep('scan')} />}
        {shown === 'scan' && (
          <ScanStep
            onDone={(id) => {
              setScanId(id);
              setStep('done');
            }}
          />
        )}
        {shown === 'done' && <DoneStep scanId={scanId} />}
      </FirstRunFrame>
    </TimesProvider>
  );
}

function UsedLink() {
  return (
    <FirstRunFrame step={undefined} me={undefined}>
      <h1>This link does not work</h1>
      <p className="text-2">
        It was used, or replaced by a newer one, or is not complete. Start the server again: while there is no Manager it prints a new link.
      </p>
      <div className="first-run-actions">
        <Button component={Link} to="/sign-in">
          Sign in
        </Button>
      </div>
    </FirstRunFrame>
  );
}
