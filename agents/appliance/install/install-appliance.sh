#!/bin/sh
# Installs the Watchbill appliance of one server as a service, and binds it. Run it again to upgrade.
#
#   curl -fsSL SERVER/install/appliance | sudo sh -s -- --server SERVER --perscode CODE
#
# --server URL     the platform; without it the server that this script came from
# --perscode CODE  binds this machine with the 14-digit code of the console; not needed to upgrade
# --again          binds it anew although it is bound already: its old key is thrown away
# --ca FILE        PEM file of a certificate authority of your own
# --no-start       installs, but neither binds nor starts it
#
# WATCHBILL_ROOT=/mnt/image installs below that folder, for building images: nothing is started, root is not needed.
# Everything is in functions: of a script that was cut off on its way nothing runs.
set -eu
umask 022

SERVER='@SERVER@'
VERSION='@VERSION@'
ARCHIVE='@ARCHIVE@'
SHA256='@SHA256@'

NAME=watchbill-appliance
RELEASE="$VERSION-$(printf %.8s "$SHA256")"
ROOT="${WATCHBILL_ROOT:-}"
HOME_DIR="/opt/$NAME"
DATA_DIR="/var/lib/$NAME"
CONFIG_DIR="/etc/$NAME"
CAPABILITIES='+net_raw,+net_admin'

PERSCODE=''
CA=''
AGAIN=no
START=yes
CHANGED=no

say() { printf '%s: %s\n' "$NAME" "$1"; }
fail() {
  printf '%s: %s\n' "$NAME" "$1" >&2
  exit "${2:-1}"
}

read_words() {
  while [ $# -gt 0 ]; do
    case "$1" in
      --server | --perscode | --ca) [ $# -ge 2 ] || fail "$1 needs a value" 2 ;;
    esac
    case "$1" in
      --server) SERVER="${2%/}"; shift ;;
      --perscode) PERSCODE="$2"; shift ;;
      --ca) CA="$2"; shift ;;
      --again) AGAIN=yes ;;
      --no-start) START=no ;;
      *) fail "\"$1\" is not an option: --server URL, --perscode CODE, --again, --ca FILE, --no-start" 2 ;;
    esac
    shift
  done
  case "$SERVER" in
    *[!][A-Za-z0-9.:/_~-]*) fail "\"$SERVER\" is not an address: --server https://watchbill.example" 2 ;;
    http://?* | https://?*) ;;
    *) fail "\"$SERVER\" is not an address: --server https://watchbill.example" 2 ;;
  esac
  [ -z "$CA" ] || [ -r "$CA" ] || fail "the certificate file $CA cannot be read" 2
}

# Sets NODE: an absolute path, of Node 20 or newer, that the service may read.
find_node() {
  how='Install it for the whole machine, from https://nodejs.org/en/download or NodeSource (Debian 12 itself has 18), then run this again'
  NODE="$(command -v node || true)"
  [ -n "$NODE" ] || fail "Node 20 or newer is needed, and no \"node\" is on the PATH. $how"
  NODE="$(readlink -f "$NODE")"
  major="$("$NODE" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)"
  [ "$major" -ge 20 ] || fail "Node 20 or newer is needed; $NODE is $("$NODE" --version 2>/dev/null || echo 'not runnable'). $how"
  case "$NODE" in
    /home/* | /root/*) [ -n "$ROOT" ] || fail "$NODE lies in a home folder, which the service may not read. $how" ;;
  esac
}

check_machine() {
  [ "$(uname -s)" = Linux ] || fail 'The service runs on Linux. Elsewhere download the archive and run watchbill-appliance.mjs by hand'
  if [ -z "$ROOT" ]; then
    [ "$(id -u)" = 0 ] || fail 'Run this as root: put "sudo" before "sh"'
  else
    mkdir -p "$ROOT"
  fi
  for tool in tar gzip sha256sum readlink; do
    command -v "$tool" >/dev/null || fail "\"$tool\" is missing on this machine: install it, then run this again"
  done
  command -v curl >/dev/null || command -v wget >/dev/null || fail 'curl or wget is needed: apt-get install curl'
  find_node
}

# fetch URL FILE
fetch() {
  if command -v curl >/dev/null; then
    curl -fsSL --retry 3 ${CA:+--cacert "$CA"} -o "$2" "$1"
  else
    wget -q ${CA:+"--ca-certificate=$CA"} -O "$2" "$1"
  fi
}

# put FILE MODE: writes standard input there, and notes whether that changed anything.
put() {
  file="$ROOT$1"
  mkdir -p "$(dirname "$file")"
  cat >"$file.new"
  chmod "$2" "$file.new"
  if [ -f "$file" ] && cmp -s "$file" "$file.new"; then
    rm -f "$file.new"
  else
    mv -f "$file.new" "$file"
    CHANGED=yes
  fi
}

install_program() {
  release="$HOME_DIR/releases/$RELEASE"
  if [ -f "$ROOT$release/.complete" ]; then
    say "$VERSION is installed already"
  else
    WORK="$(mktemp -d)"
    trap 'rm -rf "$WORK"' EXIT
    trap 'exit 1' HUP INT TERM
    fetch "$SERVER/downloads/$ARCHIVE" "$WORK/$ARCHIVE" || fail "$SERVER/downloads/$ARCHIVE could not be fetched; nothing was installed"
    got="$(sha256sum "$WORK/$ARCHIVE")"
    [ "${got%% *}" = "$SHA256" ] || fail "the checksum of $ARCHIVE is ${got%% *} instead of $SHA256; nothing was installed. Run this again"
    rm -rf "$ROOT$release"
    mkdir -p "$ROOT$release"
    tar -xzf "$WORK/$ARCHIVE" -C "$ROOT$release" --no-same-owner
    chmod 755 "$ROOT$release"/*.mjs
    : >"$ROOT$release/.complete"
    say "installed $VERSION in $HOME_DIR"
  fi
  if [ "$(readlink "$ROOT$HOME_DIR/current" || true)" != "releases/$RELEASE" ]; then
    # In one step: whoever starts it meanwhile finds the old one or the new one.
    ln -sfn "releases/$RELEASE" "$ROOT$HOME_DIR/current.new"
    mv -T "$ROOT$HOME_DIR/current.new" "$ROOT$HOME_DIR/current"
    CHANGED=yes
  fi
  for each in "$ROOT$HOME_DIR/releases"/*; do
    [ "$each" = "$ROOT$release" ] || rm -rf "$each"
  done
}

# The service is nobody else: it may send raw packets and set routes, and that is all.
make_user() {
  put "/usr/lib/sysusers.d/$NAME.conf" 644 <<END
u $NAME - "Watchbill appliance" $DATA_DIR
END
  [ -z "$ROOT" ] || return 0
  id "$NAME" >/dev/null 2>&1 || useradd --system --user-group --no-create-home --home-dir "$DATA_DIR" --shell /usr/sbin/nologin "$NAME"
}

write_command() {
  put "/usr/local/bin/$NAME" 755 <<END
#!/bin/sh
# The appliance as its service runs it; root becomes its user, with what that is allowed.
: "\${WATCHBILL_APPLIANCE_DATA:=$DATA_DIR}"
export WATCHBILL_APPLIANCE_DATA
if [ -z "\${NODE_EXTRA_CA_CERTS:-}" ] && [ -r $CONFIG_DIR/ca.pem ]; then export NODE_EXTRA_CA_CERTS=$CONFIG_DIR/ca.pem; fi
set -- $NODE $HOME_DIR/current/watchbill-appliance.mjs "\$@"
if [ "\$(id -u)" != 0 ]; then exec "\$@"; fi
as_user='setpriv --reuid=$NAME --regid=$NAME --init-groups'
rights='--inh-caps=$CAPABILITIES --ambient-caps=$CAPABILITIES'
# A container may have less to give.
if \$as_user \$rights -- true 2>/dev/null; then exec \$as_user \$rights -- "\$@"; fi
exec \$as_user -- "\$@"
END
}

# The service may not restart the machine; it asks for it, and the other two units do it.
write_units() {
  for unit in "$NAME.service" "$NAME-reboot.path" "$NAME-reboot.service"; do
    put "/etc/systemd/system/$unit" 644 <<END
$(sed -e "s|@NODE@|$NODE|g" -e "s|@SERVER@|$SERVER|g" "$ROOT$release/$unit")
END
  done
}

write_settings() {
  [ -n "$CA" ] || return 0
  put "$CONFIG_DIR/ca.pem" 644 <"$CA"
  [ -f "$ROOT$CONFIG_DIR/environment" ] || put "$CONFIG_DIR/environment" 644 <<END
NODE_EXTRA_CA_CERTS=$CONFIG_DIR/ca.pem
END
}

# The program as the service will run it; below WATCHBILL_ROOT as whoever runs this.
appliance() {
  if [ -z "$ROOT" ]; then
    "/usr/local/bin/$NAME" "$@"
  else
    NODE_EXTRA_CA_CERTS="$CA" "$NODE" "$ROOT$HOME_DIR/current/watchbill-appliance.mjs" "$@" --data "$ROOT$DATA_DIR"
  fi
}

bind() {
  mkdir -p "$ROOT$DATA_DIR"
  chmod 700 "$ROOT$DATA_DIR"
  [ -n "$ROOT" ] || chown "$NAME:$NAME" "$DATA_DIR"
  if [ -f "$ROOT$DATA_DIR/identity.json" ] && [ "$AGAIN" = no ]; then
    [ -z "$PERSCODE" ] || say 'this machine is bound already, so the code was not used; --again binds it anew'
    BOUND=yes
  elif [ -z "$PERSCODE" ]; then
    BOUND=no
  else
    # Two never work on one data folder.
    if [ "$SYSTEMD" = yes ]; then systemctl stop "$NAME.service" 2>/dev/null || true; fi
    words=''
    [ "$AGAIN" = no ] || words='--again'
    # shellcheck disable=SC2086 # one word or none
    appliance register --server "$SERVER" --perscode "$PERSCODE" $words || fail 'it is installed, but was not bound; run this again with a code that is good' "$?"
    BOUND=yes
    CHANGED=yes
  fi
}

enable_service() {
  if [ -n "$ROOT" ]; then
    for unit in "$NAME.service" "$NAME-reboot.path"; do
      mkdir -p "$ROOT/etc/systemd/system/multi-user.target.wants"
      ln -sfn "/etc/systemd/system/$unit" "$ROOT/etc/systemd/system/multi-user.target.wants/$unit"
    done
    say "installed below $ROOT; it starts when that system does"
    return
  fi
  if [ "$SYSTEMD" = no ]; then
    say "systemd does not run here. Let your supervisor run: $NAME run"
    return
  fi
  systemctl daemon-reload
  systemctl --quiet enable "$NAME.service" "$NAME-reboot.path"
  systemctl start "$NAME-reboot.path"
  if [ "$BOUND" = no ] || [ "$START" = no ]; then
    return
  fi
  if [ "$CHANGED" = yes ]; then systemctl restart "$NAME.service"; else systemctl start "$NAME.service"; fi
  say "it runs as the service $NAME; its log: journalctl -u $NAME"
}

main() {
  read_words "$@"
  check_machine
  SYSTEMD=no
  if [ -z "$ROOT" ] && [ -d /run/systemd/system ]; then SYSTEMD=yes; fi
  install_program
  make_user
  write_settings
  write_command
  write_units
  BOUND=no
  if [ "$START" = yes ]; then bind; fi
  enable_service
  if [ "$BOUND" = no ]; then say "to bind it, run this again with --perscode CODE: the console shows the code under Appliances, Register appliance"; fi
  command -v nmap >/dev/null || [ -n "$ROOT" ] || say 'nmap is not installed; scans use TCP connections alone. It is better with: apt-get install nmap'
  [ -n "$ROOT" ] || say "to check it: $NAME doctor"
}

main "$@"
