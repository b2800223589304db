import { useParams } from '@tanstack/react-router';
import { HostsTab } from '../features/images/hosts-tab.tsx';
import { ImagePage } from '../features/images/image-page.tsx';
import { LayersTab } from '../features/images/layers-tab.tsx';
import { FindingsTab, HistoryTab, PackagesTab } from '../features/images/tabs-of-image.tsx';

const useImageId = (): string => useParams({ from: '/signed-in/images/$id' }).id;

/** An image; the tabs are its children. */
export const ImageRoute = () => <ImagePage id={useImageId()} />;
export const ImageFindingsRoute = () => <FindingsTab id={useImageId()} />;
export const ImagePackagesRoute = () => <PackagesTab id={useImageId()} />;
export const ImageLayersRoute = () => <LayersTab id={useImageId()} />;
export const ImageHostsRoute = () => <HostsTab id={useImageId()} />;
export const ImageHistoryRoute = () => <HistoryTab id={useImageId()} />;
