import { useParams } from '@tanstack/react-router';
import { ContainerPage } from '../features/containers/container-page.tsx';
import { DriftTab } from '../features/containers/drift-tab.tsx';
import { FindingsTab, HistoryTab } from '../features/containers/tabs-of-container.tsx';

const useContainerId = (): string => useParams({ from: '/signed-in/containers/$id' }).id;

/** A container; the tabs are its children. */
export const ContainerRoute = () => <ContainerPage id={useContainerId()} />;
export const ContainerFindingsRoute = () => <FindingsTab id={useContainerId()} />;
export const ContainerDriftRoute = () => <DriftTab id={useContainerId()} />;
export const ContainerHistoryRoute = () => <HistoryTab id={useContainerId()} />;
