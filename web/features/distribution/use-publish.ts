import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { formatBytes } from '../../ui/time/format-duration.ts';
import { toast } from '../../ui/toast/toast.ts';
import { shortVersion } from './short-version.ts';

/** The limit of the server: what is larger is not sent at all. */
const MAX_BYTES = 16 * 1024 ** 2;

/** Base64 of a file, in pieces that fit on the stack. */
async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

/** Publishes a package from a file; `problem` says why the last one was not. */
export function usePublish() {
  const queryClient = useQueryClient();
  const publish = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > MAX_BYTES) throw new Error(`It has ${formatBytes(file.size)}; a package has at most 16 MiB.`);
      return client.packages.publish({ content: await toBase64(file) });
    },
    onSuccess: ({ package: name, version }) => toast(`${name} ${shortVersion(version)} is published; roll it out to install it`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.packages.key() }),
  });
  const problem = publish.error === null ? undefined : toProblem(publish.error);
  return {
    publish: publish.mutate,
    publishing: publish.isPending,
    fileName: publish.variables?.name,
    problem: problem && { ...problem, message: problem.issues?.[0]?.message ?? problem.message },
  };
}
