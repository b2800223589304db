import { useSuspenseQuery } from '@tanstack/react-query';
import { meOptions } from '../../api/session.ts';

/** Who is signed in. Every page stands below the frame, which has read it. */
export const useMe = () => useSuspenseQuery(meOptions()).data;

/** Whether the person has a permission for at least one thing; the server decides about each thing. */
export const useMay = (permission: string): boolean => useMe().permissions.includes(permission);
