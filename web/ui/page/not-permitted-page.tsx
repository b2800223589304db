import { Note } from '../note/note.tsx';
import { Page } from './page.tsx';
import { PageHead } from './page-head.tsx';

interface NotPermittedPageProps {
  readonly title: string;
  readonly parent: { readonly label: string; readonly to: string };
  /** What the person may not do, and who may. */
  readonly sentence: string;
}

/** In place of a form that the person could fill in and not save. */
export function NotPermittedPage({ title, parent, sentence }: NotPermittedPageProps) {
  return (
    <Page>
      <PageHead title={title} parent={parent} />
      <div className="page-note">
        <Note tone="plain">{sentence}</Note>
      </div>
    </Page>
  );
}
