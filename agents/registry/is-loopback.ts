/** Whether a host, as in a URL, is this machine whatever its network says. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || /^127(?:\.\d{1,3}){3}$/.test(host) || host === '[::1]' || host === '::1';
