export const HELP = `watchbill-appliance: scans its network for a Watchbill platform. It dials out only.

  watchbill-appliance register --server URL --perscode CODE [--again] [--data DIR]
      Binds this appliance to the platform, once. The console shows the 14-digit code. With --again also where it is bound
      already: its old key is thrown away, and as another appliance what it had not delivered, too.
  watchbill-appliance run [--data DIR] [--slots N] [--max-load N] [--follow-parent]
                          [--reboot-command 'systemctl reboot'] [--undo-after SECONDS]
      Polls for work, scans, reports. Writes its log to standard output, one JSON object a line.
  watchbill-appliance status [--data DIR]
      Says who this appliance is, when it last met the platform, and what waits for delivery.
  watchbill-appliance doctor [--data DIR]
      Checks everything that a scan needs, each with what would do. Exits with 1 where something must be mended.
  watchbill-appliance --help | --version

  --data DIR        Folder for its key, work and undelivered results. Default: WATCHBILL_APPLIANCE_DATA,
                    /var/lib/watchbill-appliance as root, else ~/.local/state/watchbill-appliance.
  --slots N         Slices scanned at once. Default: from cores and memory.
  --max-load N      One-minute load average above which a slice is declined. Default: from cores.
  --follow-parent   End when standard input ends.
  --reboot-command  What a reboot command of the console runs: program and words, no shell. Default: systemctl reboot;
                    none with --follow-parent.
  --undo-after N    Seconds after which a change of routes or VLANs is undone when the platform is not reached. Default: 60.
  --boot-id-file F  Holds another text after every restart of the machine. Default: /proc/sys/kernel/random/boot_id.

A certificate authority of your own: NODE_EXTRA_CA_CERTS=/path/to/ca.pem.

Exit codes: 0 done, 1 unexpected failure, 2 wrong arguments, 3 platform not reachable, 4 code refused,
5 already registered, 6 not registered, 7 already running on this folder, 8 retired or unknown to the platform.
`;
