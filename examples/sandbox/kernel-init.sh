#!/bin/bash
# The first process of the sandbox's kernel: makes the file systems, the nodes, the network between them and
# the router, then listens for commands. sandbox.sh starts it with these set:
#   TOP   the checkout        WORK  the sandbox's folder        NODES  how many nodes        HIDDEN  folders to show again
# shellcheck disable=SC2153 # they come from sandbox.sh
export PATH=/run/sbin:/usr/sbin:/usr/bin:/sbin:/bin

file_systems() {
  mount -t proc proc /proc
  mount -t sysfs sysfs /sys
  mount -t tmpfs tmpfs /run
  mount -t tmpfs tmpfs /tmp
  mkdir -p /run/netns /run/sshd /run/sbin /run/nodes
  mount -t devpts devpts /dev/pts 2>/dev/null
  mount -t tmpfs tmpfs /lib/modules
  ln -s "/usr/lib/uml/modules/$(uname -r)" "/lib/modules/$(uname -r)"
  local folder
  for folder in $HIDDEN; do # what the file systems above have covered
    mkdir -p "$folder"
    mount -t hostfs none "$folder" -o "$folder"
  done
  mount -t hostfs none "$WORK" -o "$WORK"
  # the host's root is read-only; what the agent or its tools write to lies over it
  cp -a /etc/iproute2 /run/iproute2 && mount --bind /run/iproute2 /etc/iproute2
  # sshd turns away an account whose password is locked, which root's often is
  sed 's/^root:[^:]*:/root:*:/' /etc/shadow >/run/shadow && mount --bind /run/shadow /etc/shadow
  # and runs the account's shell, whose start-up files are the machine's own business
  printf '#!/bin/bash\nexec /bin/bash --norc "$@"\n' >/run/shell && chmod 755 /run/shell
  sed 's#^\(root:.*:\)[^:]*$#\1/run/shell#' /etc/passwd >/run/passwd && mount --bind /run/passwd /etc/passwd
}

tools() {
  # this kernel has no nf_tables for ip and ip6: the plain names lead to the legacy tools
  local f s n
  for f in iptables ip6tables; do
    for s in '' -save -restore; do ln -s "/usr/sbin/$f-legacy$s" "/run/sbin/$f$s"; done
  done
  # `node N CMD…` and `pod NAME CMD…` run a command in a namespace; `router CMD…` in the router's
  cat >/run/sbin/node <<'S'
#!/bin/sh
n=$1; shift
export XTABLES_LOCKFILE=/run/nodes/$n/xtables.lock KUBE_ROUTER_STATE_DIR=/run/nodes/$n/state
export KUBE_ROUTER_CNI_CONF_FILE=/run/nodes/$n/10-kuberouter.conflist
exec nsenter --net=/run/netns/node$n "$@"
S
  printf '#!/bin/sh\nn=$1; shift\nexec nsenter --net=/run/netns/pod-$n "$@"\n' >/run/sbin/pod
  printf '#!/bin/sh\nexec nsenter --net=/run/netns/router "$@"\n' >/run/sbin/router
  chmod 755 /run/sbin/node /run/sbin/pod /run/sbin/router
  for ((n = 1; n <= NODES; n++)); do
    mkdir -p "/run/nodes/$n"
    cp "$TOP/examples/sandbox/10-kuberouter.conflist" "/run/nodes/$n/"
  done
}

machine() { # namespace, last part of its addresses: a machine on the network between the nodes
  ip netns add "$1"
  ip link add "to-$1" type veth peer name eth0 netns "$1"
  ip link set "to-$1" master br0 up
  ip -n "$1" link set lo up
  ip -n "$1" addr add "10.99.0.$2/24" dev eth0
  ip -n "$1" addr add "fd99::$2/64" dev eth0 nodad
  ip -n "$1" link set eth0 up
  ip netns exec "$1" sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv4.fib_multipath_hash_policy=1
}

network() {
  local m n
  for m in br_netfilter ip_vs ip_vs_rr ip_vs_lc ip_vs_sh nf_conntrack xt_set ipip dummy veth bridge; do modprobe "$m"; done
  # only the pods' bridges are to be filtered, not the wire between the nodes
  sysctl -qw net.bridge.bridge-nf-call-iptables=0 net.bridge.bridge-nf-call-ip6tables=0
  ip link set lo up
  ip link add br0 type bridge
  ip link set br0 up
  ip link set vec0 master br0 up
  ip addr add 10.99.0.253/24 dev br0
  ip addr add fd99::253/64 dev br0 nodad
  machine router 1
  for ((n = 1; n <= NODES; n++)); do machine "node$n" "1$n"; done
}

file_systems
tools
network
router bird -c "$WORK/bird.conf" -s /run/bird.ctl >"$WORK/log/bird" 2>&1
/usr/sbin/sshd -f "$WORK/sshd.conf"
while :; do wait; sleep 1000; done
