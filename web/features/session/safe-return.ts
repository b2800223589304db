/** Where to go after signing in: only an address of this console, never another site. */
export function safeReturn(back: string | undefined): string {
  if (back === undefined || !back.startsWith('/') || /^\/[/\\]/.test(back)) return '/';
  return back.startsWith('/sign-in') ? '/' : back;
}
