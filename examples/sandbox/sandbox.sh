#!/usr/bin/env bash
# A small cluster's machines in one User-mode Linux kernel with IPVS: nodes, a router that runs BIRD, and pods, each
# a network namespace. Needs root (for a tap device), and a few Debian packages that it can install itself.
#
#   sandbox.sh install           install what is missing
#   sandbox.sh up                boot, with three nodes
#   sandbox.sh node N CMD…       run a command on a node           sandbox.sh node 1 ipvsadm -Ln
#   sandbox.sh pod NAME CMD…     run a command in a pod            sandbox.sh pod visitor curl -s http://10.96.10.10/
#   sandbox.sh router CMD…       run a command on the router       sandbox.sh router birdc -s /run/bird.ctl show route
#   sandbox.sh on CMD…           run a command beside them
#   sandbox.sh outside CMD…      run a command on the host, on the same network
#   sandbox.sh start-pod FILE    make the pod of a manifest, start-pods FOLDER for many, stop-pod NAME
#   sandbox.sh down              stop everything that `up` started, remove the folder
#
#   SANDBOX_ID            name, for more than one at a time (default "default")
#   KUBE_ROUTER_SANDBOX   working folder, not below /tmp, /run or /lib/modules (default /var/lib/kube-router-sandbox)
#   SANDBOX_NODES, SANDBOX_MEMORY, SANDBOX_CPU, SANDBOX_LIFETIME (seconds after which it ends by itself)
#
# The network: nodes 10.99.0.11… and fd99::11…, router 10.99.0.1, host 10.99.0.254. Sourced, this file is a library:
# sandbox_up, sandbox_node and so on.
set -euo pipefail

sandbox_here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sandbox_top=$(cd "$sandbox_here/../.." && pwd)
SANDBOX_ID=${SANDBOX_ID:-default}
SANDBOX_NODES=${SANDBOX_NODES:-3}
SANDBOX_FOLDER=${KUBE_ROUTER_SANDBOX:-/var/lib/kube-router-sandbox}/$SANDBOX_ID
SANDBOX_NS=kr-sandbox-$SANDBOX_ID
sandbox_inside=10.99.0.253

sandbox_say() { echo "$*" >&2; }

# --- packages

# Prints the Debian packages that hold programs which are not here.
sandbox_missing() {
  local program package
  while read -r program package; do
    command -v "$program" >/dev/null || [ -x "/usr/sbin/$program" ] || echo "$package"
  done <<'P'
linux.uml user-mode-linux
modprobe kmod
ip iproute2
nsenter util-linux
sysctl procps
bird bird2
ipvsadm ipvsadm
ipset ipset
iptables-legacy iptables
conntrack conntrack
curl curl
sshd openssh-server
ssh openssh-client
perl perl-base
openssl openssl
P
}

sandbox_install() { # further packages
  local packages policy=/usr/sbin/policy-rc.d
  mapfile -t packages < <({ sandbox_missing; printf '%s\n' "$@"; } | grep -v '^$' | sort -u)
  [ ${#packages[@]} -gt 0 ] || return 0
  sandbox_say "installing: ${packages[*]}"
  apt-get update -qq
  if [ ! -e "$policy" ]; then # the packages' own daemons are not wanted on this machine
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  else
    policy=
  fi
  local failed=0
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null || failed=1
  [ -z "$policy" ] || rm -f "$policy"
  return "$failed"
}

# --- processes on the host: a pid file holds the pid and when it started, so that no stranger is ever killed

sandbox_started() { # pid → when it started
  awk '{ sub(/^.*\) /, ""); print $20 }' "/proc/$1/stat" 2>/dev/null
}

sandbox_start() { # name, command…: in the background, on the sandbox's network
  local name=$1 pid
  shift
  setsid nsenter --net="/run/netns/$SANDBOX_NS" "$@" >"$SANDBOX_FOLDER/log/$name" 2>&1 </dev/null &
  pid=$!
  disown "$pid" # its end is told to nobody
  echo "$pid $(sandbox_started "$pid")" >"$SANDBOX_FOLDER/$name.pid"
}

sandbox_alive() { # name
  local pid when
  read -r pid when 2>/dev/null <"$SANDBOX_FOLDER/$1.pid" || return 1
  [ -n "$when" ] && [ "$(sandbox_started "$pid")" = "$when" ]
}

sandbox_stop() { # name: with all that it started
  local pid
  if sandbox_alive "$1"; then
    read -r pid _ <"$SANDBOX_FOLDER/$1.pid"
    kill -9 -- "-$pid" 2>/dev/null || kill -9 "$pid" 2>/dev/null || true
    sandbox_within 5 sandbox_gone "$pid" || true
  fi
  rm -f "$SANDBOX_FOLDER/$1.pid"
}

sandbox_gone() { ! kill -0 "$1" 2>/dev/null; }

sandbox_within() { # seconds, command…: until it succeeds
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.1
  done
}

# --- commands

sandbox_outside() { nsenter --net="/run/netns/$SANDBOX_NS" "$@"; }

sandbox_on() {
  local tty=()
  if [ -t 0 ] && [ -t 1 ]; then tty=(-tt); fi
  sandbox_outside ssh -q "${tty[@]}" -i "$SANDBOX_FOLDER/key" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
    -o ConnectTimeout=20 -o ServerAliveInterval=20 -o ControlMaster=auto -o ControlPath="$SANDBOX_FOLDER/ssh" -o ControlPersist=600 \
    -F /dev/null "root@$sandbox_inside" "PATH=/run/sbin:/usr/sbin:/usr/bin:/sbin:/bin exec env -u SSH_CLIENT $(printf '%q ' "$@")"
}

sandbox_node() { sandbox_on node "$@"; }
sandbox_pod() { sandbox_on pod "$@"; }
sandbox_router() { sandbox_on router "$@"; }

# --- up and down

sandbox_cpu() { # the last of the cores that we may use: one core is all this kernel takes, and pinned it is twice as fast
  local list
  list=$(taskset -pc $$ | sed 's/.*: //')
  echo "${list##*[,-]}"
}

sandbox_bird() {
  local n
  cat <<'B'
# An external router: takes what the nodes announce, in both families over one session, and routes by it.
log stderr { info, warning, error, fatal, bug };
router id 10.99.0.1;
protocol device {}
protocol static far4 { ipv4; route 10.50.0.0/16 blackhole; }
protocol static far6 { ipv6; route fd50::/64 blackhole; }
protocol kernel { merge paths on; ipv4 { import none; export where source = RTS_BGP; }; }
protocol kernel { merge paths on; ipv6 { import none; export where source = RTS_BGP; }; }
template bgp node {
  local 10.99.0.1 as 65000;
  connect retry time 2;
  error wait time 1, 5;
  graceful restart on;
  ipv4 { import all; export where source = RTS_STATIC; next hop self; };
  ipv6 { import all; export where source = RTS_STATIC; next hop address fd99::1; };
}
B
  for ((n = 1; n <= SANDBOX_NODES; n++)); do
    echo "protocol bgp node$n from node { neighbor 10.99.0.1$n as 64512; }"
  done
}

sandbox_keys() {
  local d=$SANDBOX_FOLDER
  ssh-keygen -q -t ed25519 -N '' -f "$d/key"
  ssh-keygen -q -t ed25519 -N '' -f "$d/hostkey"
  cp "$d/key.pub" "$d/authorized"
  cat >"$d/sshd.conf" <<C
ListenAddress $sandbox_inside
HostKey $d/hostkey
AuthorizedKeysFile $d/authorized
PidFile none
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
StrictModes no
UseDNS no
MaxSessions 100
C
}

sandbox_hidden() { # folders that the kernel's own file systems cover and that are needed inside
  local folder
  for folder in "$sandbox_top" "${JAVA_HOME:-}"; do
    case $folder in /tmp/* | /run/*) echo "$folder" ;; esac
  done
}

sandbox_boot() {
  local d=$SANDBOX_FOLDER memory=${SANDBOX_MEMORY:-1536M} tmp=$SANDBOX_FOLDER
  {
    echo '#!/bin/bash'
    printf 'export TOP=%q WORK=%q NODES=%q HIDDEN=%q\n' "$sandbox_top" "$d" "$SANDBOX_NODES" "$(sandbox_hidden | tr '\n' ' ')"
    printf 'exec %q\n' "$d/kernel-init.sh"
  } >"$d/init.sh"
  cp "$sandbox_here/kernel-init.sh" "$d/"
  chmod 755 "$d/init.sh" "$d/kernel-init.sh"
  # the kernel's memory is a file: in memory where there is room for it, else on disk
  if [ "$(df --output=avail -k /dev/shm 2>/dev/null | tail -1)" -gt $((${memory%M} * 1024)) ] 2>/dev/null; then tmp=/dev/shm; fi
  sandbox_start kernel env TMPDIR="$tmp" timeout -k 5 "${SANDBOX_LIFETIME:-86400}" taskset -c "${SANDBOX_CPU:-$(sandbox_cpu)}" \
    linux.uml "mem=$memory" root=/dev/root rootfstype=hostfs rootflags=/ ro "init=$d/init.sh" "umid=$SANDBOX_NS" "uml_dir=$d/uml/" \
    con=null con0=null,fd:1 quiet vec0:transport=tap,ifname=tap0,depth=128,gro=1
}

sandbox_listens() { sandbox_outside timeout 1 bash -c "</dev/tcp/$sandbox_inside/22" 2>/dev/null; }
sandbox_answers() { sandbox_alive kernel && sandbox_listens && sandbox_on true 2>/dev/null; }

# Only the network and the folder, for what needs no kernel of its own.
sandbox_network_up() {
  local d=$SANDBOX_FOLDER
  [ "$(id -u)" = 0 ] || { sandbox_say "error: a tap device needs root"; return 1; }
  case $d in /tmp/* | /run/* | /lib/modules/*) sandbox_say "error: $d is not seen inside: set KUBE_ROUTER_SANDBOX"; return 1 ;; esac
  if sandbox_alive kernel; then
    sandbox_say "error: the sandbox $SANDBOX_ID is up: take it down first ($sandbox_here/sandbox.sh down), or set SANDBOX_ID"
    return 1
  fi
  sandbox_down # what an interrupted run has left
  mkdir -p "$d/log" /lib/modules
  [ -e /dev/net/tun ] || { mkdir -p /dev/net && mknod /dev/net/tun c 10 200; }
  ip netns add "$SANDBOX_NS"
  sandbox_outside ip link set lo up
  sandbox_outside ip tuntap add dev tap0 mode tap
  sandbox_outside ip addr add 10.99.0.254/24 dev tap0
  sandbox_outside ip addr add fd99::254/64 dev tap0 nodad
  sandbox_outside ip link set tap0 up
}

sandbox_up() {
  local d=$SANDBOX_FOLDER
  sandbox_network_up
  sandbox_keys
  sandbox_bird >"$d/bird.conf"
  sandbox_boot
  sandbox_within 180 sandbox_answers || { sandbox_say "error: the kernel did not come up; its last words:"; tail -20 "$d/log/kernel" >&2; return 1; }
}

# The processes that run what runs inside are stopped ones that outlive their kernel's violent end.
sandbox_kernel_down() {
  local file
  if sandbox_alive kernel; then
    timeout 5 "$sandbox_here/sandbox.sh" on halt -f >/dev/null 2>&1 </dev/null || true
    sandbox_within 3 sandbox_not_alive kernel || true
  fi
  sandbox_stop kernel
  for file in /proc/[0-9]*/cmdline; do
    if tr '\0' '\n' 2>/dev/null <"$file" | grep -qx "umid=$SANDBOX_NS"; then
      file=${file%/cmdline}
      kill -9 "${file#/proc/}" 2>/dev/null || true
    fi
  done
}

sandbox_not_alive() { ! sandbox_alive "$1"; }

sandbox_down() {
  local d=$SANDBOX_FOLDER file name
  sandbox_kernel_down
  for file in "$d"/*.pid; do
    [ -e "$file" ] || continue
    name=${file##*/}
    sandbox_stop "${name%.pid}"
  done
  [ ! -S "$d/ssh" ] || ssh -q -O exit -F /dev/null -o ControlPath="$d/ssh" "root@$sandbox_inside" 2>/dev/null || true
  ip netns del "$SANDBOX_NS" 2>/dev/null || true
  rm -rf "$d"
}

# --- pods

sandbox_pod_facts() { # manifest → name, node's number, IPv4, IPv6, ports
  awk '
    /^  name:/ && !name { name = $2 }
    /^  nodeName:/ { node = $2; sub(/^node/, "", node) }
    /containerPort:/ { match($0, /containerPort: *[0-9]+/); port = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", port)
      ports = ports " " (/protocol: *UDP/ ? "udp" : "tcp") "/" port }
    /^  podIPs:/ { gsub(/[^0-9a-f.: ]/, " "); n = split($0, word, " ")
      for (i = 1; i <= n; i++) { if (word[i] ~ /\./) v4 = word[i]; else if (word[i] ~ /^[0-9a-f]+:.*:/) v6 = word[i] } }
    END { print name, node, v4, v6 ports }' "$1"
}

# Does for a pod what the container runtime and the bridge plug-in do: an address of the node, the bridge as gateway.
sandbox_pod_script() { # name node v4 v6 ports…
  local name=$1 n=$2 v4=$3 v6=$4 ns=pod-$1 gate4 gate6 mac
  shift 4
  gate4=${v4%.*}.1 gate6=${v6%::*}::1
  # an address that comes again comes with the same hardware address, so that no neighbour is misled
  # shellcheck disable=SC2046,SC2086
  mac=$(printf '02:00:%02x:%02x:%02x:%02x' ${v4//./ })
  cat <<S
ip netns add $ns
node $n ip link show kube-bridge >/dev/null 2>&1 || node $n ip link add kube-bridge type bridge
node $n ip link set kube-bridge up
node $n ip addr replace $gate4/24 dev kube-bridge
node $n ip addr replace $gate6/64 dev kube-bridge nodad
ip link add p-$name netns node$n type veth peer name eth0 address $mac netns $ns
node $n ip link set p-$name master kube-bridge up
node $n ip link set p-$name type bridge_slave hairpin on
ip -n $ns -batch - <<B
link set lo up
addr add $v4/24 dev eth0
addr add $v6/64 dev eth0 nodad
link set eth0 up
route add default via $gate4
route add ::/0 via $gate6
B
setsid pod $name perl $sandbox_here/answer.pl $name $* >/dev/null 2>$SANDBOX_FOLDER/log/pod-$name </dev/null &
echo \$! >/run/pod-$name.pid
S
}

sandbox_start_pod() { # manifests…
  local file script='' facts
  for file in "$@"; do
    read -ra facts < <(sandbox_pod_facts "$file")
    script+=$(sandbox_pod_script "${facts[@]}")$'\n'
  done
  sandbox_on bash -ec "$script"
}

sandbox_stop_pod() { # name
  sandbox_on bash -c "kill \$(cat /run/pod-$1.pid); rm /run/pod-$1.pid; ip -n pod-$1 link del eth0; ip netns del pod-$1"
}

# --- the command line

sandbox_main() {
  local command=${1:-help}
  [ $# -eq 0 ] || shift
  case $command in
    install) sandbox_install ;;
    up) sandbox_up && sandbox_say "up: $SANDBOX_NODES nodes, a router; working folder $SANDBOX_FOLDER" ;;
    down) sandbox_down ;;
    on) sandbox_on "$@" ;;
    node) sandbox_node "$@" ;;
    pod) sandbox_pod "$@" ;;
    router) sandbox_router "$@" ;;
    outside) sandbox_outside "$@" ;;
    start-pod) sandbox_start_pod "$@" ;;
    start-pods) sandbox_start_pod "$1"/*.yaml ;;
    stop-pod) sandbox_stop_pod "$1" ;;
    *) sed -n '2,/^set -/{/^set -/!s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; [ "$command" = help ] ;;
  esac
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then sandbox_main "$@"; fi
