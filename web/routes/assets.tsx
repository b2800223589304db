import { ConnectorsPage } from '../features/assets/connectors/connectors-page.tsx';
import { GroupsPage } from '../features/assets/groups/groups-page.tsx';
import { AssetsPage } from '../features/assets/list/assets-page.tsx';
import { TagsPage } from '../features/assets/tags/tags-page.tsx';

export const AssetsRoute = () => <AssetsPage />;
export const AssetGroupsRoute = () => <GroupsPage />;
export const TagsRoute = () => <TagsPage />;
export const ConnectorsRoute = () => <ConnectorsPage />;
