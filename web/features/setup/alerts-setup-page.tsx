import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';
import { Region } from '../../ui/page/page.tsx';
import { AlertsForm } from './alerts-form.tsx';
import { SetupFrame } from './setup-frame.tsx';

/** Who is told of silent appliances. */
export function AlertsSetupPage() {
  const setup = useQuery(orpc.monitoring.alerts.queryOptions());
  return (
    <SetupFrame setup={setup} failure="The setup could not be read." rows={5}>
      {(saved, mayWrite) => (
        <Region title="Alerts about appliances">
          <AlertsForm saved={saved} mayWrite={mayWrite} />
        </Region>
      )}
    </SetupFrame>
  );
}
