import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import type { DistributionGroup } from '#contract/distribution-groups';
import { client, orpc } from '../api/client.ts';
import { type Problem, toProblem } from '../api/problem.ts';
import { splitAddresses, tidyAddresses } from './address-lines.ts';

/** What is wrong with one address, and on which line of the field it stands. */
export interface WrongAddress {
  readonly line: number;
  readonly message: string;
  readonly repeated: boolean;
}

interface Refusal {
  readonly name?: string;
  readonly emails?: string;
  readonly wrong: readonly WrongAddress[];
  readonly messages: readonly string[];
  readonly stale: boolean;
}

const NOTHING: Refusal = { wrong: [], messages: [], stale: false };

/** The server's issues, each address at its line. `text` is what was sent. */
function toRefusal(problem: Problem, text: string): Refusal {
  const lines = splitAddresses(text);
  const wrong: WrongAddress[] = [];
  const messages: string[] = [];
  const fields: { name?: string; emails?: string } = {};
  for (const { path, code, message } of problem.issues) {
    const [field, index] = path;
    const line = field === 'emails' && typeof index === 'number' ? lines[index]?.line : undefined;
    if (line !== undefined) wrong.push({ line, message: sayLine(message, lines), repeated: code === 'email-duplicate' });
    else if (field === 'name' || field === 'emails') fields[field] = message;
    else messages.push(message);
  }
  if (problem.issues.length === 0) messages.push(problem.message);
  return { ...fields, wrong, messages, stale: problem.code === 'stale-revision' };
}

/** The server counts addresses, the field counts lines: of several on one line it names the line. */
const sayLine = (message: string, lines: ReturnType<typeof splitAddresses>): string =>
  message.replace(/\bon line (\d+)\b/, (whole, entry: string) => {
    const line = lines[Number(entry) - 1]?.line;
    return line === undefined ? whole : `on line ${line}`;
  });

interface GroupFormOptions {
  /** Absent for a new one. */
  readonly group: DistributionGroup | undefined;
  readonly onSaved: (group: DistributionGroup) => void;
}

/** Name and addresses of a distribution group while they are edited, and what is wrong with them. */
export function useGroupForm({ group, onSaved }: GroupFormOptions) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(group?.name ?? '');
  const [text, setText] = useState(group?.emails.join('\n') ?? '');
  const [refusal, setRefusal] = useState(NOTHING);
  // Ten thousand lines are counted when there is time for it, not at every key.
  const settled = useDeferredValue(text);
  const count = useMemo(() => splitAddresses(settled).length, [settled]);
  const save = useMutation({
    mutationFn: () => {
      const input = { name: name.trim(), emails: splitAddresses(text).map((one) => one.text) };
      return group === undefined
        ? client.distributionGroups.create(input)
        : client.distributionGroups.replace({ ...input, id: group.id, revision: group.revision });
    },
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: orpc.distributionGroups.key() });
      onSaved(saved);
    },
    onError: (error) => setRefusal(toRefusal(toProblem(error), text)),
  });
  return {
    ...{ name, text, count, refusal },
    changeName: (next: string) => {
      setName(next);
      setRefusal(({ name: _, ...rest }) => rest);
    },
    changeText: (next: string) => {
      setText(next);
      setRefusal(({ emails: _, ...rest }) => ({ ...rest, wrong: [] }));
    },
    tidy: () => {
      setText(tidyAddresses(text));
      setRefusal(NOTHING);
    },
    saving: save.isPending,
    save: () => save.mutate(),
  };
}
