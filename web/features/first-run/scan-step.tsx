import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { type FormProblem, toFormProblem, toProblem } from '../../api/problem.ts';
import { SelectField } from '../../ui/form/select-field.tsx';
import { Note } from '../../ui/note/note.tsx';
import { useTimes } from '../../ui/time/times.tsx';
import { zonePlace } from '../../ui/time/zone-abbreviation.ts';
import { type FirstScan, type Repeat, splitTargets } from './first-scan.ts';
import { launchFirstScan, profiles } from './queries.ts';

const FIELDS = ['target', 'optionProfileId', 'recurrence'];
const NOTHING: FormProblem = { fields: {}, messages: [] };

interface Values {
  readonly targets: string;
  readonly profileId: string | undefined;
  readonly repeat: Repeat;
  readonly allowed: boolean;
}

const check = ({ targets, allowed }: Values): Record<string, string> => ({
  ...(splitTargets(targets).length === 0 && { target: 'Enter at least one address, range, CIDR block or host name.' }),
  ...(!allowed && { allowed: 'Tick it when the addresses are yours, or you are allowed to scan them.' }),
});

const repeats = (zone: string): { value: Repeat; label: string }[] => [
  { value: 'once', label: 'Only now' },
  { value: 'daily', label: `Every day at 02:00, ${zonePlace(zone)}` },
  { value: 'weekly', label: `Every Sunday at 02:00, ${zonePlace(zone)}` },
];

/** Something to look at within a minute. */
export function ScanStep({ onDone }: { readonly onDone: (scanId: string | undefined) => void }) {
  const { viewerZone, nowMs } = useTimes();
  const [values, setValues] = useState<Values>({ targets: '', profileId: undefined, repeat: 'daily', allowed: false });
  const [problem, setProblem] = useState(NOTHING);
  const made = useRef<{ scheduleId?: string }>({});
  const known = useQuery(profiles()).data?.items ?? [];
  const profileId = values.profileId ?? known.find(({ isDefault }) => isDefault)?.id;
  const launch = useMutation({
    mutationFn: (scan: FirstScan) => launchFirstScan(scan, made.current),
    onSuccess: onDone,
    onError: (error) => setProblem(toFormProblem(toProblem(error), FIELDS)),
  });
  const change = (part: Partial<Values>) => {
    // What is scheduled from here on is another schedule.
    made.current = {};
    setValues({ ...values, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fields = check(values);
    setProblem({ fields, messages: [] });
    const { targets, repeat } = values;
    if (Object.keys(fields).length === 0) launch.mutate({ targets, profileId, repeat, timeZone: viewerZone, nowMs: nowMs() });
  };
  return (
    <form className="first-run-form" onSubmit={submit} noValidate>
      <h1>Scan something now</h1>
      <p className="text-2">Choose a small network that you may scan; the first results show in about a minute.</p>
      {problem.messages.map((message) => (
        <Note key={message} tone="bad">
          {message}
        </Note>
      ))}
      <TextInput
        label="Targets"
        description="Addresses, ranges, CIDR or host names, separated by commas"
        placeholder="192.168.10.0/27"
        autoFocus
        value={values.targets}
        error={problem.fields['target']}
        onChange={(event) => change({ targets: event.target.value })}
      />
      <div className="first-run-pair">
        <div>
          <label className="first-run-label" htmlFor="first-run-profile">
            Profile
          </label>
          <SelectField
            id="first-run-profile"
            label="Profile"
            value={profileId}
            choices={known.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(chosen) => change({ profileId: chosen })}
            error={problem.fields['optionProfileId']}
          />
        </div>
        <div>
          <label className="first-run-label" htmlFor="first-run-repeat">
            Repeat
          </label>
          <SelectField
            id="first-run-repeat"
            label="Repeat"
            value={values.repeat}
            choices={repeats(viewerZone)}
            onChange={(repeat) => change({ repeat })}
            error={problem.fields['recurrence']}
          />
        </div>
      </div>
      <Checkbox
        label="I am allowed to scan these addresses"
        checked={values.allowed}
        error={problem.fields['allowed']}
        onChange={(event) => change({ allowed: event.target.checked })}
      />
      <div className="first-run-actions">
        <Button type="submit" leftSection={<IconPlayerPlay size={16} stroke={1.8} />} loading={launch.isPending}>
          {values.repeat === 'once' ? 'Scan now' : 'Scan and save the schedule'}
        </Button>
        <Button variant="default" onClick={() => onDone(undefined)}>
          Skip for now
        </Button>
      </div>
    </form>
  );
}
