#!/usr/bin/env bash
# The agent beside the Go original: the same node, kernel (User-mode Linux), API server, objects and flags, one after the
# other; what is asked is the kernel's table of services, and a client whether it can connect. As root.
#   benchmarks/original/beside.sh [-c CHANGES] [-o FILE] [KIND COUNT …]
#       default: 50 changes of services 100, services 1000, pods 100, pods 1000; results/original.tsv
# A User-mode Linux kernel makes system calls and processes many times as dear as they are elsewhere: read the ratios.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
changes=50 file=$top/benchmarks/results/original.tsv
while getopts c:o: option; do
  case $option in
    c) changes=$OPTARG ;;
    o) file=$OPTARG ;;
    *) sed -n '2,/^set -/{/^set -/!s/^# \{0,1\}//p}' "$0" >&2; exit 1 ;;
  esac
done
shift $((OPTIND - 1))
cells=("$@")
[ $# -gt 0 ] || cells=(services 100 services 1000 pods 100 pods 1000)
export SANDBOX_ID=${SANDBOX_ID:-original} SANDBOX_NODES=1
# shellcheck source=examples/sandbox/sandbox.sh
. "$top/examples/sandbox/sandbox.sh"
# shellcheck source=examples/sandbox/kubernetes/control-plane.sh
. "$top/examples/sandbox/kubernetes/control-plane.sh"
ours=$top/kube-router-cli/target/kube-router/bin/kube-router
[ -x "$ours" ] || (cd "$top" && ./mvnw -q -B -ntp -DskipTests package)
original=$("$here/build.sh")
trap sandbox_down EXIT

# A pod with a route of its own: what goes from one to another is forwarded by the node.
pod_up() { # name, address
  sandbox_on bash -ec "ip netns add pod-$1
    ip link add v-$1 netns node1 type veth peer name eth0 netns pod-$1
    node 1 ip link set v-$1 up
    node 1 ip route add $2/32 dev v-$1
    ip -n pod-$1 addr add $2/32 dev eth0
    ip -n pod-$1 link set eth0 up
    ip -n pod-$1 route add 10.99.0.11 dev eth0
    ip -n pod-$1 route add default via 10.99.0.11"
}

node_clean() { # what an agent has left; the next one is to find nothing
  sandbox_node 1 bash -c 'ipvsadm -C; ip link del kube-dummy-if 2>/dev/null
    for t in filter nat mangle; do iptables -t $t -F; iptables -t $t -X; ip6tables -t $t -F; ip6tables -t $t -X; done
    ipset destroy'
}

mkdir -p "$(dirname "$file")"
printf 'kind\tcount\tagent\tbegun s\tcomplete s\tchange median s\tchange max s\tCPU s of 100 changes\tresident MB\tpeak MB\n' | tee "$file"
for ((at = 0; at + 1 < ${#cells[@]}; at += 2)); do
  kind=${cells[at]} count=${cells[at + 1]}
  sandbox_up >&2
  control_plane_up >&2
  sandbox_outside python3 "$here/beside.py" fill "$SANDBOX_FOLDER" "$kind" "$count"
  if [ "$kind" = services ]; then
    planes=(--run-service-proxy=true --run-firewall=false --run-router=false)
  else
    planes=(--run-service-proxy=false --run-firewall=true --run-router=false)
    pod_up server 10.244.0.2
    pod_up client 10.244.0.12
  fi
  for name in original ours; do
    sandbox_node 1 python3 "$here/beside.py" measure "$SANDBOX_FOLDER" "$kind" "$count" "$changes" "$name" "${!name}" \
      "--kubeconfig=$(control_plane_kubeconfig admin)" --hostname-override=node1 "${planes[@]}" \
      --service-cluster-ip-range=10.96.0.0/16 | tee -a "$file"
    node_clean
  done
  sandbox_down
done
