import { useMediaQuery } from '@mantine/hooks';

/** Under 760 px: lists become cards, panels pages. */
export const useIsPhone = (): boolean => useMediaQuery('(max-width: 47.49em)', false, { getInitialValueInEffect: false });
