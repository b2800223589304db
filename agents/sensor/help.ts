export const HELP = `watchbill-sensor: follows the container engine of its host for a Watchbill platform. It dials out only.

  watchbill-sensor general --server URL --perscode CODE --docker SOCKET [--data DIR]
      Scans every image that is loaded, imported, pulled or built here, and every container at its creation; looks at running
      containers for drift; matches all of it again with every new signature manifest.
  watchbill-sensor cicd --server URL --perscode CODE --docker SOCKET [--data DIR]
      Scans only images that have the trigger tag, and removes that tag when the platform has the result.
  watchbill-sensor --help | --version

  --server URL      The platform. Needed once, with the code; later starts know both.
  --perscode CODE   The 14-digit code that the console shows for a new sensor.
  --docker SOCKET   Unix socket of Docker or Podman. Default: DOCKER_HOST, else /var/run/docker.sock.
  --data DIR        Folder for its key, book and undelivered reports. Default: WATCHBILL_SENSOR_DATA,
                    /var/lib/watchbill-sensor/KIND as root, else ~/.local/state/watchbill-sensor/KIND.
  --register        Only bind it, and end: the service watchbill-sensor@KIND starts it then.
  --follow-parent   End when standard input ends.

Writes its log to standard output, one JSON object a line. A certificate authority of your own: NODE_EXTRA_CA_CERTS=/path/to/ca.pem.

Exit codes: 0 done, 1 unexpected failure, 2 wrong arguments, 3 platform not reachable, 4 code refused,
6 not registered, 7 already running on this folder, 8 retired or unknown to the platform.
`;
