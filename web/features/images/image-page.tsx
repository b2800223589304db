import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import type { ImageDetail } from '#contract/images';
import { toProblem } from '../../api/problem.ts';
import { Rescans } from '../../containers/rescan-button.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import { ImageFacts } from './image-facts.tsx';
import { ImageHead } from './image-head.tsx';
import { ImageTabs } from './image-tabs.tsx';
import { OpenFinding } from './open-finding.tsx';
import { imageById } from './queries.ts';
import '../../containers/containers.css';
import './images.css';

/** One image: what it is, what is wrong with it, where it is, and everything that happened to it. The tabs are routes of their own. */
export function ImagePage({ id }: { readonly id: string }) {
  const read = useQuery(imageById(id));
  if (read.data !== undefined) return <Detail image={read.data} />;
  const problem = read.isError ? toProblem(read.error) : undefined;
  return (
    <Page>
      <PageHead parent={{ label: 'Images', to: '/images' }} title="Image" />
      <PageBody>
        {problem === undefined && <TableSkeleton columns={5} density="two-lines" />}
        {problem !== undefined && (
          <div className="list-note">
            {problem.code === 'not-found' ? (
              <FailureNote title="There is no such image." message="Its record was deleted, or it is outside what you may see." />
            ) : (
              <FailureNote title="The image could not be read." {...problem} onRetry={() => void read.refetch()} />
            )}
          </div>
        )}
      </PageBody>
    </Page>
  );
}

function Detail({ image }: { readonly image: ImageDetail }) {
  const list = useListUrlState('severity:desc');
  return (
    <Page>
      <ImageHead image={image} />
      <PageBody panel={list.open !== undefined && <OpenFinding id={image.id} list={list} open={list.open} />}>
        <div className="detail-scroll">
          <Rescans rescans={image.rescans} />
          <ScanNote image={image} />
          <ImageFacts image={image} />
          <ImageTabs image={image} />
          <Outlet />
        </div>
      </PageBody>
    </Page>
  );
}

/** What the figures below do not mean. */
function ScanNote({ image: { scanState, scanProblem, vulnerabilities, lastTriedAt, goneAt } }: { readonly image: ImageDetail }) {
  const note = NOTES[scanState];
  if (note === undefined && goneAt === undefined) return null;
  return (
    <div className="list-note">
      <Note tone={scanState === 'not-scannable' ? 'bad' : 'plain'}>
        {note !== undefined && (
          <>
            <b>{note.title}</b> {scanState === 'not-scannable' ? `${scanProblem ?? 'No reason was told.'} ` : `${note.text} `}
            {scanState === 'not-scannable' && lastTriedAt !== undefined && (
              <>
                Tried <TimeText at={lastTriedAt} />.{' '}
              </>
            )}
            {scanState === 'not-scannable' && vulnerabilities !== undefined && 'What is shown below is of an earlier scan. '}
          </>
        )}
        {goneAt !== undefined && (
          <>
            It is on no host since <TimeText at={goneAt} />.
          </>
        )}
      </Note>
    </div>
  );
}

const NOTES: Readonly<Partial<Record<ImageDetail['scanState'], { readonly title: string; readonly text: string }>>> = {
  'not-scanned': { title: 'Not scanned yet.', text: 'Nothing is known of its packages and vulnerabilities.' },
  'not-matched': {
    title: 'Packages only.',
    text: 'Its sensor had no manifest: what is in the image is known, which vulnerabilities that has is not.',
  },
  'not-scannable': { title: 'Not scannable.', text: '' },
};
