#!/usr/bin/env bash
# A real Kubernetes control plane on the sandbox's network: etcd, API server, controller manager. The programs come
# from build.sh. Sourced after sandbox.sh it is a library: control_plane_up, control_plane_kubectl ARGS… and so on. Alone:
#   control-plane.sh up | down            with the network, without a kernel; SANDBOX_ID is its name
#   control-plane.sh kubectl ARGS… | kubeconfig USER | kill-api | start-api
#   control-plane.sh forget KEY           takes a key out of etcd behind the API server's back
#   control-plane.sh compact              so that etcd no longer knows what was before
# Three users: admin; kube-router, which may read what the agent needs and nothing else; nobody, which may not.

control_plane_programs=${KUBE_ROUTER_CACHE:-$HOME/.cache/kube-router}/kubernetes-1.36
control_plane_api=https://10.99.0.254:6443

control_plane_keys() {
  local d=$SANDBOX_FOLDER/kubernetes
  mkdir -p "$d"
  openssl genrsa -out "$d/sa.key" 2048 2>/dev/null
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$d/ca.key" -out "$d/ca.crt" -days 30 -subj /CN=sandbox-ca 2>/dev/null
  openssl req -newkey rsa:2048 -nodes -keyout "$d/server.key" -out "$d/server.csr" -subj /CN=kube-apiserver 2>/dev/null
  openssl x509 -req -in "$d/server.csr" -CA "$d/ca.crt" -CAkey "$d/ca.key" -CAcreateserial -days 30 -out "$d/server.crt" \
    -extfile <(echo "subjectAltName=IP:10.99.0.254,IP:127.0.0.1,DNS:kubernetes") 2>/dev/null
  local user
  for user in admin kube-router nobody; do
    openssl rand -hex 16 >"$d/$user.token"
    echo "$(cat "$d/$user.token"),$user,$user$([ "$user" = admin ] && echo ',"system:masters"')" >>"$d/tokens.csv"
    cat >"$d/$user.kubeconfig" <<K
apiVersion: v1
kind: Config
clusters: [{name: sandbox, cluster: {server: '$control_plane_api', certificate-authority: $d/ca.crt}}]
users: [{name: $user, user: {token: $(cat "$d/$user.token")}}]
contexts: [{name: sandbox, context: {cluster: sandbox, user: $user}}]
current-context: sandbox
K
  done
}

control_plane_kubeconfig() { echo "$SANDBOX_FOLDER/kubernetes/$1.kubeconfig"; } # user

control_plane_kubectl() {
  sandbox_outside "$control_plane_programs/kubectl" --kubeconfig="$(control_plane_kubeconfig admin)" \
    --cache-dir="$SANDBOX_FOLDER/kubernetes/cache" "$@"
}

control_plane_etcd_up() {
  local d=$SANDBOX_FOLDER/kubernetes
  sandbox_start etcd "$control_plane_programs/etcd" --data-dir "$d/etcd" --listen-client-urls http://127.0.0.1:2379 \
    --advertise-client-urls http://127.0.0.1:2379 --listen-peer-urls http://127.0.0.1:2380 --unsafe-no-fsync
}

control_plane_api_up() {
  local d=$SANDBOX_FOLDER/kubernetes
  sandbox_start apiserver "$control_plane_programs/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 --bind-address=0.0.0.0 \
    --advertise-address=10.99.0.254 --secure-port=6443 --tls-cert-file="$d/server.crt" --tls-private-key-file="$d/server.key" \
    --service-account-key-file="$d/sa.key" --service-account-signing-key-file="$d/sa.key" \
    --service-account-issuer=https://kubernetes.default.svc --token-auth-file="$d/tokens.csv" --authorization-mode=RBAC \
    --service-cluster-ip-range=10.96.0.0/16,fd96::/108 --service-node-port-range=30000-32767 --etcd-compaction-interval=0
  sandbox_within 180 control_plane_ready
}

control_plane_api_kill() { sandbox_stop apiserver; }

control_plane_ready() {
  [ "$(sandbox_outside curl -sk -m 2 -H "Authorization: Bearer $(cat "$SANDBOX_FOLDER/kubernetes/admin.token")" $control_plane_api/readyz)" = ok ]
}

control_plane_controllers_up() {
  local d=$SANDBOX_FOLDER/kubernetes
  # nobody renews node leases or deletes lost pods here: there is no kubelet
  sandbox_start controllers "$control_plane_programs/kube-controller-manager" --kubeconfig="$(control_plane_kubeconfig admin)" \
    --service-account-private-key-file="$d/sa.key" --root-ca-file="$d/ca.crt" --allocate-node-cidrs --leader-elect=false \
    --cluster-cidr=10.244.0.0/16,fd24::/48 --node-cidr-mask-size-ipv4=24 --node-cidr-mask-size-ipv6=64 --bind-address=127.0.0.1 \
    --service-cluster-ip-range=10.96.0.0/16,fd96::/108 --kube-api-qps=500 --kube-api-burst=1000 \
    '--controllers=*,-node-lifecycle-controller,-taint-eviction-controller,-pod-garbage-collector-controller'
}

control_plane_controllers_down() { sandbox_stop controllers; }

control_plane_up() { # expects the sandbox to be up
  control_plane_programs=$("$sandbox_here/kubernetes/build.sh")
  control_plane_keys
  control_plane_etcd_up
  control_plane_api_up || { sandbox_say "error: the API server did not come up:"; tail -5 "$SANDBOX_FOLDER/log/apiserver" >&2; return 1; }
  control_plane_controllers_up
  control_plane_kubectl apply -f "$sandbox_here/kubernetes/kube-router-role.yaml" >/dev/null
}

control_plane_etcd() { sandbox_outside curl -sf -m 5 -d "$2" "http://127.0.0.1:2379/v3/kv/$1"; }

control_plane_compact() {
  local revision
  revision=$(control_plane_etcd range '{"key":"AA=="}' | sed 's/.*"revision":"\([0-9]*\)".*/\1/')
  control_plane_etcd compaction "{\"revision\":\"$revision\",\"physical\":true}" >/dev/null
}

control_plane_forget() { control_plane_etcd deleterange "{\"key\":\"$(printf %s "$1" | base64 -w0)\"}" | grep -q '"deleted":"1"'; }

control_plane_main() {
  local command=${1:-help}
  [ $# -eq 0 ] || shift
  case $command in
    up) sandbox_network_up && control_plane_up ;;
    down) sandbox_down ;;
    kubectl) control_plane_kubectl "$@" ;;
    kubeconfig) control_plane_kubeconfig "$1" ;;
    kill-api) control_plane_api_kill ;;
    start-api) control_plane_api_up ;;
    forget) control_plane_forget "$1" ;;
    compact) control_plane_compact ;;
    *) sed -n '2,/^control_plane_programs/{/^control_plane_programs/!s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; [ "$command" = help ] ;;
  esac
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -euo pipefail
  # shellcheck source=examples/sandbox/sandbox.sh
  . "$(dirname "$0")/../sandbox.sh"
  control_plane_main "$@"
fi
