import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Note } from '../../ui/note/note.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { platformStatus } from './queries.ts';
import { useMay } from './use-me.ts';
import './schedules.css';

/** Tells whoever may release them that launches are held. */
export function HeldNote() {
  const { data: status } = useQuery(platformStatus());
  const navigate = useNavigate();
  const mayRelease = useMay('launches.release');
  const held = status?.counts.heldLaunches ?? 0;
  if (!mayRelease || held === 0) return null;
  const open = () => void navigate({ to: '/launches/held' });
  return (
    <div className="list-note">
      <Note tone="warn" action={{ label: 'Decide on them', onClick: open }}>
        <b>
          {formatNumber(held)} {held === 1 ? 'launch is' : 'launches are'} held after an outage.
        </b>{' '}
        They launch when a manager releases them, and are missed when their time has passed.
      </Note>
    </div>
  );
}
