// nmap's probe file keeps names that the official CPE dictionary has since replaced.
const RENAMED: readonly (readonly [old: string, official: string])[] = [
  ['igor_sysoev:nginx', 'f5:nginx'],
  ['nginx:nginx', 'f5:nginx'],
  ['mysql:mysql', 'oracle:mysql'],
  ['redislabs:redis', 'redis:redis'],
  ['matt_johnston:dropbear_ssh_server', 'dropbear_ssh_project:dropbear_ssh'],
  ['beasts:vsftpd', 'vsftpd_project:vsftpd'],
  ['mortbay:jetty', 'eclipse:jetty'],
];

/** The CPE name as the official dictionary has it, so that both engines name a product alike. */
export const officialCpe = (cpe: string): string => {
  const renamed = RENAMED.find(([old]) => cpe === `cpe:/a:${old}` || cpe.startsWith(`cpe:/a:${old}:`));
  return renamed ? cpe.replace(renamed[0], renamed[1]) : cpe;
};
