#!/usr/bin/env bash
# The shop of examples/quickstart on the sandbox's nodes, from a folder or from an API server, and its agents. Sourced
# after sandbox.sh and control-plane.sh.

cluster_manifests=$sandbox_top/examples/quickstart
cluster_launcher=$sandbox_top/kube-router-cli/target/kube-router/bin/kube-router
cluster_in_kubernetes=false
cluster_flags=(
  --enable-ipv6 --service-cluster-ip-range=10.96.0.0/16,fd96::/108
  --service-external-ip-range=203.0.113.0/24,2001:db8:e::/64
  --peer-router-ips=10.99.0.1 --peer-router-asns=65000 --advertise-cluster-ip --advertise-external-ip
  --bgp-graceful-restart --ipvs-graceful-termination --ipvs-graceful-period=10s
)

cluster_from_folder() {
  sandbox_on cp -r "$cluster_manifests" /run/manifests
  cluster_flags+=(--manifests /run/manifests)
  sandbox_start_pod "$cluster_manifests"/pods/*.yaml
}

cluster_from_kubernetes() {
  cluster_in_kubernetes=true
  control_plane_up
  cluster_flags+=(--kubeconfig "$(control_plane_kubeconfig kube-router)")
  cluster_nodes_to_kubernetes
  local f
  for f in "$cluster_manifests"/*.yaml; do
    case $f in */nodes.yaml) ;; *) control_plane_kubectl apply -f "$f" >/dev/null ;; esac
  done
  sandbox_within 120 cluster_accounts # pods are refused until their namespace has its account
  control_plane_kubectl apply -f "$cluster_manifests/pods" >/dev/null
  # what a kubelet would tell
  control_plane_kubectl replace --subresource=status -f "$cluster_manifests/pods" >/dev/null
  sandbox_start_pod "$cluster_manifests"/pods/*.yaml
}

# Nodes come without pod networks: the controller manager gives these out, one after the other.
cluster_nodes_to_kubernetes() {
  local d=$SANDBOX_FOLDER/kubernetes n want
  for ((n = 1; n <= SANDBOX_NODES; n++)); do
    awk -v RS='---\n' -v name="name: node$n\n" 'index($0, name)' "$cluster_manifests/nodes.yaml" >"$d/node$n.yaml"
    want=$(sed -n 's/^  podCIDRs: \[\(.*\)\]/\1/p' "$d/node$n.yaml" | tr -d "' ")
    sed -i '/podCIDR/d' "$d/node$n.yaml"
    cluster_node_to_kubernetes "node$n" "$want"
    control_plane_kubectl replace --subresource=status -f "$d/node$n.yaml" >/dev/null
  done
}

# Now and then the controller manager takes a network for a node twice, and leaves one out: then it has to begin anew.
cluster_node_to_kubernetes() { # name, the networks that its pods' addresses are of
  local file=$SANDBOX_FOLDER/kubernetes/$1.yaml got tries
  for tries in 1 2 3; do
    control_plane_kubectl create -f "$file" >/dev/null
    sandbox_within 120 cluster_has_network "$1"
    got=$(control_plane_kubectl get node "$1" -o 'jsonpath={.spec.podCIDRs[0]},{.spec.podCIDRs[1]}')
    [ "$got" != "$2" ] || return 0
    [ "$tries" -lt 3 ] || { sandbox_say "error: $1 was given $got, its pods have addresses of $2"; return 1; }
    sandbox_say "$1 was given $got, its pods have addresses of $2: again"
    control_plane_kubectl delete node "$1" >/dev/null
    control_plane_controllers_down # it begins again at the first network that is free
    control_plane_controllers_up
  done
}

cluster_has_network() { [ -n "$(control_plane_kubectl get node "$1" -o 'jsonpath={.spec.podCIDR}')" ]; }

cluster_accounts() {
  local ns
  for ns in shop backend monitoring; do
    control_plane_kubectl -n "$ns" get serviceaccount default >/dev/null 2>&1 || return 1
  done
}

cluster_remove() { # file: takes its objects out of the cluster
  if $cluster_in_kubernetes; then
    control_plane_kubectl delete --wait=false -f "$cluster_manifests/$1" >/dev/null
  else
    sandbox_on rm "/run/manifests/$1"
  fi
}

cluster_add() { # file: puts its objects back
  if ! $cluster_in_kubernetes; then
    sandbox_on cp "$cluster_manifests/$1" "/run/manifests/$1"
    return
  fi
  control_plane_kubectl apply -f "$cluster_manifests/$1" >/dev/null
  case $1 in pods/*) control_plane_kubectl replace --subresource=status -f "$cluster_manifests/$1" >/dev/null ;; esac
}

cluster_ready() {
  sandbox_on bash -c 'for n in 1 2 3; do
    [ "$(node $n ip route show proto 17 | wc -l)" -ge 2 ] && [ "$(node $n ip -6 route show proto 17 | wc -l)" -ge 2 ] \
      && [ "$(node $n ipvsadm -Sn | grep -c "^-a.*:30080 ")" -ge 6 ] || exit 1
  done
  router birdc -s /run/bird.ctl show route | grep -q ^10.96.10.10/32'
}

cluster_wait() { sandbox_within 240 cluster_ready || { sandbox_say "error: the agents did not bring the nodes up in 240 s"; return 1; }; }

# --- agents

agent_start() { # node
  sandbox_on bash -c "setsid node $1 $cluster_launcher run --hostname-override node$1 ${cluster_flags[*]} \
    >>$SANDBOX_FOLDER/log/agent$1 2>&1 </dev/null & echo \$! >/run/agent$1.pid"
}

agent_signal() { sandbox_on bash -c "kill -$2 \$(cat /run/agent$1.pid)"; } # node, signal

agent_stop() { # node: as Kubernetes would
  sandbox_on bash -c "p=\$(cat /run/agent$1.pid); kill \$p; for i in \$(seq 300); do kill -0 \$p 2>/dev/null || exit 0; sleep 0.1; done; kill -9 \$p"
}

agent_command() { # node, command: its exit status, its words in the log folder
  sandbox_node "$1" "$cluster_launcher" "$2" --hostname-override "node$1" "${cluster_flags[@]}" \
    >"$SANDBOX_FOLDER/log/$2$1" 2>"$SANDBOX_FOLDER/log/$2$1.err"
}

cluster_last_words() {
  local f
  for f in "$SANDBOX_FOLDER"/log/{kernel,agent1,agent2,agent3,apiserver}; do
    [ ! -s "$f" ] || { echo "--- ${f##*/}, its last lines"; tail -15 "$f"; }
  done >&2
}

# --- what somebody else has made on node 1

foreign_make() {
  sandbox_on bash -ec 'node 1 iptables -A INPUT -s 192.0.2.1 -j DROP; node 1 ip6tables -A INPUT -s 2001:db8::1 -j DROP
    node 1 ipset create others hash:ip; node 1 ipset add others 192.0.2.7
    node 1 ipvsadm -A -t 192.0.2.9:80 -s wrr; node 1 ipvsadm -A -t "[2001:db8::9]:80" -s wrr
    node 1 ip route add 198.51.100.0/24 dev eth0; node 1 ip route add 2001:db8:5::/64 dev eth0'
}

foreign_there() {
  sandbox_on bash -c 'node 1 iptables -C INPUT -s 192.0.2.1 -j DROP && node 1 ip6tables -C INPUT -s 2001:db8::1 -j DROP \
    && node 1 ipset -q test others 192.0.2.7 && node 1 ipvsadm -Sn | grep -qx -- "-A -t 192.0.2.9:80 -s wrr" \
    && node 1 ipvsadm -Sn | grep -qxF -- "-A -t [2001:db8::9]:80 -s wrr" \
    && node 1 ip route show 198.51.100.0/24 | grep -q eth0 && node 1 ip -6 route show 2001:db8:5::/64 | grep -q eth0'
}
