#!/bin/bash
# Makes a network of hosts with real, deliberately weak services in network namespaces, and tears it down.
#
#   make-network.sh up PREFIX DIR [HOSTS]   HOSTS hosts (default 4, at most 8) and a scanner's place
#   make-network.sh down PREFIX DIR         ends the services, removes the namespaces; DIR is left to the caller
#
# Namespaces: PREFIXsw (a bridge, nothing else), PREFIXh1 … PREFIXh8 (10.77.0.11 … 10.77.0.18), PREFIXdrop (10.77.0.99:
# there, but answers nothing) and PREFIXscan (10.77.0.200). Nothing has a default route, and the machine's own namespace
# gets no interface: no packet can leave. PREFIX has at most 8 characters; two networks of different prefixes never meet.
#
# h1, h5: nginx, HTTP with directory listing on 80, TLS 1.0–1.2 with a self-signed certificate on 443
# h2, h6: sshd on 22 (old algorithms offered)
# h3, h7: redis without a password on 6379
# h4, h8: nginx, plain HTTP on 80 and 8080
# Needs root, iproute2, nginx, sshd, redis-server, openssl.
set -Eeuo pipefail

usage() { sed -n '2,17s/^# \{0,1\}//p' "$0" >&2; exit 64; }
[ $# -ge 3 ] || usage
verb=$1 prefix=$2 dir=$3 hosts=${4:-4}
[[ $prefix =~ ^[a-z][a-z0-9]{0,7}$ ]] || { echo "PREFIX: 1 to 8 small letters and digits, a letter first." >&2; exit 64; }
[[ $hosts =~ ^[1-8]$ ]] || { echo "HOSTS: 1 to 8." >&2; exit 64; }

names() { ip netns list | awk '{print $1}' | grep -E "^$prefix(sw|scan|drop|h[1-8])$" || true; }

down() {
  local name pid
  for name in $(names); do
    for pid in $(ip netns pids "$name"); do kill "$pid" 2>/dev/null || true; done
  done
  for _ in $(seq 50); do
    [ -z "$(for name in $(names); do ip netns pids "$name"; done)" ] && break
    sleep 0.05
  done
  for name in $(names); do
    for pid in $(ip netns pids "$name"); do kill -9 "$pid" 2>/dev/null || true; done
    ip netns del "$name"
  done
}

add_host() { # name address
  ip netns add "$prefix$1"
  ip -n "${prefix}sw" link add "v$1" type veth peer name eth0 netns "$prefix$1"
  ip -n "${prefix}sw" link set "v$1" master br0 up
  ip -n "$prefix$1" addr add "$2/24" dev eth0
  ip -n "$prefix$1" link set eth0 up
  ip -n "$prefix$1" link set lo up
}

make_links() {
  ip netns add "${prefix}sw"
  ip -n "${prefix}sw" link add br0 type bridge
  ip -n "${prefix}sw" link set br0 up
  local i
  for i in $(seq "$hosts"); do add_host "h$i" "10.77.0.1$i"; done
  add_host drop 10.77.0.99
  ip -n "${prefix}drop" route add blackhole 10.77.0.200/32
  add_host scan 10.77.0.200
}

make_material() {
  mkdir -p "$dir/www"
  chmod 711 "$dir" # nginx reads www as another user
  echo 'A file in a listed directory.' > "$dir/www/readme.txt"
  [ -f "$dir/cert.pem" ] || openssl req -x509 -newkey rsa:2048 -nodes -keyout "$dir/key.pem" -out "$dir/cert.pem" -days 20 -subj /CN=host1.example 2>/dev/null
  [ -f "$dir/hostkey" ] || ssh-keygen -q -t rsa -b 2048 -N '' -f "$dir/hostkey"
  mkdir -p /run/sshd # sshd refuses to start without it
}

start() { # host command…
  local host=$1; shift
  setsid ip netns exec "$prefix$host" "$@" >> "$dir/$host.log" 2>&1 < /dev/null &
}

start_nginx() { # host servers
  cat > "$dir/$1.conf" <<CONF
daemon off; worker_processes 1; pid $dir/$1.pid; error_log $dir/$1.err;
events {}
http { access_log off; client_body_temp_path $dir/$1.body; proxy_temp_path $dir/$1.proxy; fastcgi_temp_path $dir/$1.fcgi;
  uwsgi_temp_path $dir/$1.uwsgi; scgi_temp_path $dir/$1.scgi;
$2
}
CONF
  start "$1" nginx -c "$dir/$1.conf"
}

start_service() { # number
  local host=h$1
  case $1 in
    1 | 5) start_nginx "$host" "
  server { listen 80; root $dir/www; autoindex on; }
  server { listen 443 ssl; ssl_certificate $dir/cert.pem; ssl_certificate_key $dir/key.pem;
           ssl_protocols TLSv1 TLSv1.1 TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0; root $dir/www; autoindex on; }" ;;
    2 | 6) start "$host" /usr/sbin/sshd -D -e -f /dev/null -p 22 -h "$dir/hostkey" \
      -o KexAlgorithms=+diffie-hellman-group1-sha1 -o Ciphers=+aes128-cbc,3des-cbc -o MACs=+hmac-md5 ;;
    3 | 7) start "$host" redis-server --port 6379 --bind "10.77.0.1$1" --protected-mode no --save '' --daemonize no --dir "$dir" ;;
    4 | 8) start_nginx "$host" "
  server { listen 80; listen 8080; default_type text/html; location / { return 200 '<html><title>Plain</title></html>'; } }" ;;
  esac
}

port_of() { case $1 in 1 | 5) echo 443 ;; 2 | 6) echo 22 ;; 3 | 7) echo 6379 ;; *) echo 8080 ;; esac; }

wait_for() { # number
  for _ in $(seq 100); do
    ip netns exec "${prefix}scan" bash -c "exec 3<>/dev/tcp/10.77.0.1$1/$(port_of "$1")" 2>/dev/null && return 0
    sleep 0.05
  done
  echo "The service of h$1 did not start:" >&2
  cat "$dir/h$1.log" >&2
  return 1
}

up() {
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  down
  make_material
  make_links
  local i
  for i in $(seq "$hosts"); do start_service "$i"; done
  for i in $(seq "$hosts"); do wait_for "$i"; done
}

case $verb in
  up)
    trap down ERR # not `up || down`: that would switch off `set -e` inside
    up
    ;;
  down) down ;;
  *) usage ;;
esac
