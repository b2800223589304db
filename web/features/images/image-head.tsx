import { Button } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { ImageDetail } from '#contract/images';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { RescanButton } from '../../containers/rescan-button.tsx';
import { ShortDigest } from '../../ui/image/digest.tsx';
import { ImageName } from '../../ui/image/image-name.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { namesOf } from './image-names.ts';

/** Its name, and what can be done with it: read its report, scan it now. */
export function ImageHead({ image }: { readonly image: ImageDetail }) {
  const { data: me } = useSuspenseQuery(meOptions());
  const queryClient = useQueryClient();
  const rescan = useMutation({
    mutationFn: () => client.images.rescan({ id: image.id }),
    onSuccess: ({ sensorName }) => toast(`Scan asked of ${sensorName}`),
    onError: (error) => toast(toProblem(error).message),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.images.key() }),
  });
  return (
    <PageHead
      parent={{ label: 'Images', to: '/images' }}
      title={<ImageName name={namesOf(image).name} />}
      aside={<ShortDigest digest={image.sha} />}
      actions={
        <>
          <Button
            component="a"
            variant="default"
            leftSection={<IconFileText size={16} stroke={1.8} />}
            href={`/api/v1/images/${image.id}/report`}
            target="_blank"
            rel="noopener"
          >
            View report
          </Button>
          {me.permissions.includes('containers.rescan') && (
            <RescanButton rescans={image.rescans} busy={rescan.isPending} onRescan={() => rescan.mutate()} />
          )}
        </>
      }
    />
  );
}
