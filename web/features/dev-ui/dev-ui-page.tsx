import { Page, PageScroll } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { Actions, Forms } from './forms.tsx';
import { Images, Queries } from './images.tsx';
import { Emptiness, Loading, Notes } from './states.tsx';
import { Tables } from './tables.tsx';
import { Figures, Marks, Times, Vocabulary } from './vocabulary.tsx';
import './dev-ui.css';

/** Every part of the kit in every state. */
export function DevUiPage() {
  return (
    <Page>
      <PageHead title="States and vocabulary" />
      <PageScroll>
        <div className="dev-ui">
          <Loading />
          <Emptiness />
          <Notes />
          <Forms />
          <Vocabulary />
          <Marks />
          <Times />
          <Actions />
          <Images />
        </div>
        <Queries />
        <Figures />
        <Tables />
      </PageScroll>
    </Page>
  );
}
