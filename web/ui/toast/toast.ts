import { notifications } from '@mantine/notifications';

/** Says that something was done. At most one is shown; a new one takes the place of the old. */
export function toast(message: string): void {
  notifications.clean();
  notifications.show({ message, autoClose: 4000, withBorder: true, closeButtonProps: { 'aria-label': 'Close' } });
}
