import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { FailureNote } from '../../ui/note/note.tsx';

interface PoolsFieldProps {
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (ids: readonly string[]) => void;
}

/** The asset groups whose pool a new appliance joins. Nothing where there are no groups. */
export function PoolsField({ chosen, error, onChange }: PoolsFieldProps) {
  const groups = useQuery(orpc.assetGroups.list.queryOptions({ input: { sort: 'name:asc', limit: 200 } }));
  if (groups.isError) {
    return <FailureNote title="The asset groups could not be read." {...toProblem(groups.error)} onRetry={() => void groups.refetch()} />;
  }
  const items = groups.data?.items ?? [];
  if (items.length === 0) return null;
  const alone = items.filter(({ id, applianceIds }) => chosen.includes(id) && applianceIds.length === 0).map(({ name }) => name);
  return (
    <div>
      <MultiSelect
        label="Pools"
        description="Asset groups whose hosts it scans where a scan allows any appliance. None: those that have no pool."
        data={items.map(({ id, name, applianceIds }) => ({
          value: id,
          label: applianceIds.length === 0 ? `${name} (any appliance)` : name,
        }))}
        value={[...chosen]}
        error={error}
        searchable
        nothingFoundMessage="No such asset group"
        onChange={onChange}
      />
      {alone.length > 0 && <output className="meta">From now on it alone scans the hosts of {alone.join(', ')}.</output>}
    </div>
  );
}
