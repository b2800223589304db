import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { QqlEntity } from '#contract/qql';
import { client } from '../api/client.ts';
import { toProblem } from '../api/problem.ts';
import { toast } from '../ui/toast/toast.ts';

interface FrozenLinkProps {
  readonly entity: QqlEntity;
  /** That the list shows. */
  readonly query: string;
}

/** Copies a link that shows everybody the same rows, whenever it is opened: `now` stands in it as the instant that it is now. */
export function FrozenLink({ entity, query }: FrozenLinkProps) {
  const copy = useMutation({
    mutationFn: async () => {
      const { frozen } = await client.qql.check({ entity, query });
      const search = frozen === '' ? '' : `?${new URLSearchParams({ q: frozen })}`;
      await navigator.clipboard.writeText(`${window.location.origin}/${entity}${search}`);
    },
    onSuccess: () => toast('Link copied, with now as it is now'),
    onError: (error) => toast(`Not copied. ${toProblem(error).message}`),
  });
  return (
    <Tooltip label="Copy a link with now as it is now">
      <ActionIcon
        variant="default"
        size={30}
        aria-label="Copy a link with now as it is now"
        loading={copy.isPending}
        onClick={() => copy.mutate()}
      >
        <IconLink size={16} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
