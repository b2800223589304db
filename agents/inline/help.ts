export const HELP = `watchbill-scan: finds known vulnerabilities in a container image. It needs no daemon and no sensor.

  watchbill-scan IMAGE | archive.tar | oci-dir  [options]
  watchbill-scan register --server URL --perscode CODE [--data DIR]
      Binds it to a platform, once, with the code of a CI/CD sensor that the console shows: then the signatures come from
      there, and --upload tells it what was found.

What is scanned:
  archive.tar        What docker save or an OCI archive made, plain or compressed.
  oci-dir            A folder with an OCI layout.
  IMAGE              name:tag or name@sha256:…, from its registry; with --docker, from an engine.

  --policy FILE      JSON file that says what fails (docs/pipelines.md).
  --fail-on WORD     Fails where a finding is at least that severe: critical, high, medium, low, info.
  --format WORD      table (default), json, sarif, cyclonedx or html.
  -o, --output FILE  Writes the report there instead of to standard output.
  --manifest FILE    Signatures to match with. Default: the newer of those of the platform and those
                     that came with the program.
  --docker SOCKET    The engine whose image is meant, such as /var/run/docker.sock.
  --platform WORD    Which image of several platforms, such as linux/arm64. Default: that of this machine.
  --plain-http       The registry has no TLS. Credentials then go to this machine only.
  --timeout SECONDS  Time limit for reading the image. Default: 900.
  --upload           Tells the platform what was found.
  --offline          Asks the platform for nothing; the signatures that are here are used.
  --data DIR         Folder of the key and of fetched signatures. Default: WATCHBILL_SCAN_DATA, else
                     ~/.local/state/watchbill-scan.
  --help | --version

Credentials of registries: those that docker login wrote (DOCKER_CONFIG, else ~/.docker/config.json).
A certificate authority of your own: NODE_EXTRA_CA_CERTS=/path/to/ca.pem.

Exit codes: 0 pass, 1 policy violated, 2 wrong arguments or policy, 3 not scannable, 4 not uploaded, 70 fault of the program.
`;
