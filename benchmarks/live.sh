#!/usr/bin/env bash
# The agent at work on one node of the sandbox: how long it takes to start, to follow one changed endpoint and one
# changed policy, what a hundred changes cost in CPU, and how much memory it holds. As root.
#   benchmarks/live.sh [SERVICES PODS …]      default: 100 100 1000 1000
# Services have four endpoints each; for ten pods there are three policies. A User-mode Linux kernel makes system calls
# and processes many times as dear as they are elsewhere: compare only what one run has measured.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
export SANDBOX_ID=live SANDBOX_NODES=1
# shellcheck source=examples/sandbox/sandbox.sh
. "$top/examples/sandbox/sandbox.sh"
agent=$top/kube-router-cli/target/kube-router/bin/kube-router
[ -x "$agent" ] || (cd "$top" && ./mvnw -q -B -ntp -DskipTests package)
trap sandbox_down EXIT

node_manifest='{apiVersion: v1, kind: Node, metadata: {name: node1}, spec: {podCIDRs: [10.244.0.0/16, "fd24::/48"]}, status: {addresses: [{type: InternalIP, address: 10.99.0.11}, {type: InternalIP, address: "fd99::11"}]}}'

slice() { # service, endpoints
  local i=$1 e list=
  for ((e = 0; e < $2; e++)); do list+="{addresses: [10.244.$((i / 50)).$((i % 50 * 5 + e + 1))]}, "; done
  echo "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s$i-x, namespace: default, labels: {kubernetes.io/service-name: s$i}}, addressType: IPv4, ports: [{name: '', port: 8080, protocol: TCP}], endpoints: [$list]}"
}

services() { # count, folder
  local i
  for ((i = 0; i < $1; i++)); do
    echo "---"
    echo "{apiVersion: v1, kind: Service, metadata: {name: s$i, namespace: default}, spec: {clusterIP: 10.96.$((i / 250)).$((i % 250 + 1)), clusterIPs: [10.96.$((i / 250)).$((i % 250 + 1))], ports: [{port: 80, protocol: TCP}]}}"
  done >"$2/services.yaml"
  for ((i = 1; i < $1; i++)); do
    echo "---"
    slice "$i" 4
  done >"$2/slices.yaml"
  slice 0 4 >"$2/changes.yaml"
}

policy() { # number, port
  echo "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p$1, namespace: default}, spec: {podSelector: {matchLabels: {app: a$(($1 / 3))}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: a$(($1 / 3 + 1))}}}], ports: [{port: $2}]}]}}"
}

pods() { # count, folder
  local i
  {
    echo '{apiVersion: v1, kind: Namespace, metadata: {name: default}}'
    for ((i = 0; i < $1; i++)); do
      echo "---"
      echo "{apiVersion: v1, kind: Pod, metadata: {name: pod$i, namespace: default, labels: {app: a$((i / 10))}}, spec: {nodeName: node1}, status: {phase: Running, podIP: 10.244.$((i / 250)).$((i % 250 + 2)), podIPs: [{ip: 10.244.$((i / 250)).$((i % 250 + 2))}]}}"
    done
  } >"$2/pods.yaml"
  for ((i = 1; i < $1 * 3 / 10; i++)); do
    echo "---"
    policy "$i" 80
  done >"$2/policies.yaml"
  policy 0 80 >"$2/changes.yaml"
}

measure() { # title, agent's flags…: the folder's changes.yaml and other.yaml take turns
  local title=$1
  shift
  sandbox_on perl "$top/benchmarks/live.pl" "$title" "$SANDBOX_FOLDER/log/agent-$title" \
    "$agent" run --hostname-override node1 --manifests /run/manifests --enable-ipv6 \
    --service-cluster-ip-range=10.96.0.0/16,fd96::/108 --health-port=0 --run-router=false "$@"
}

sizes=("${@:-}")
[ $# -gt 0 ] || sizes=(100 100 1000 1000)
printf '%-22s %9s %22s %12s %9s\n' "" "start, s" "a change, s: median" "CPU s of 100" "RSS, MB"
for ((at = 0; at + 1 < ${#sizes[@]}; at += 2)); do
  for kind in services pods; do
    count=${sizes[at]}
    [ $kind = services ] || count=${sizes[at + 1]}
    sandbox_up >&2
    folder=$SANDBOX_FOLDER/manifests
    mkdir -p "$folder"
    echo "$node_manifest" >"$folder/node.yaml"
    $kind "$count" "$folder"
    sandbox_on cp -r "$folder" /run/manifests
    if [ $kind = services ]; then slice 0 5; else policy 0 81; fi >"$folder/other"
    sandbox_on cp "$folder/other" /run/other
    if [ $kind = services ]; then
      measure "$count-services" --run-firewall=false
    else
      measure "$count-pods" --run-service-proxy=false
    fi
    sandbox_down
  done
done
