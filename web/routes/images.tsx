import { ImagesPage } from '../features/images/images-page.tsx';

export const ImagesRoute = () => <ImagesPage />;
