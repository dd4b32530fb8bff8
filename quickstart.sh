#!/usr/bin/env bash
# A three-node cluster with pods, policies and an external BGP router in one sandbox kernel, each node run by the agent
# of this checkout; then eleven looks at what it does, with real packets. Run as root on Debian 12 or newer.
#   ./quickstart.sh [--kubernetes] [--keep]
#     --kubernetes   the cluster is in a real Kubernetes API server in place of a folder of manifests
#     --keep         leave it running, and say how to look around
set -euo pipefail
top=$(cd "$(dirname "$0")" && pwd)
kubernetes=false keep=false
for argument in "$@"; do
  case $argument in
    --kubernetes) kubernetes=true ;;
    --keep) keep=true ;;
    *) sed -n '2,/^set -/{/^set -/!s/^# \{0,1\}//p}' "$0"; exit 1 ;;
  esac
done
[ "$(id -u)" = 0 ] || { echo "error: quickstart.sh makes a tap device and must run as root" >&2; exit 1; }
export SANDBOX_ID=${SANDBOX_ID:-quickstart}
# shellcheck source=examples/sandbox/sandbox.sh
. "$top/examples/sandbox/sandbox.sh"
# shellcheck source=examples/sandbox/kubernetes/control-plane.sh
. "$top/examples/sandbox/kubernetes/control-plane.sh"
# shellcheck source=examples/sandbox/cluster.sh
. "$top/examples/sandbox/cluster.sh"
# shellcheck source=examples/sandbox/show.sh
. "$top/examples/sandbox/show.sh"

say() { printf '\n== %s\n' "$*"; }

finish() {
  local status=$?
  trap - EXIT
  if [ "$status" != 0 ]; then cluster_last_words; fi
  if $keep; then
    show_around
  else
    sandbox_down
  fi
  exit "$status"
}

build() {
  compgen -G '/usr/lib/jvm/*/bin/javac' >/dev/null || sandbox_install openjdk-17-jdk-headless
  [ -x "$top/kube-router-cli/target/kube-router/bin/kube-router" ] && ! newer_sources && return
  (cd "$top" && ./mvnw -q -B -ntp -DskipTests package)
}

newer_sources() { # than the last build
  [ -n "$(find "$top" -path '*/target' -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f \
    -newer "$top/kube-router-cli/target/kube-router/lib/classpath" -print -quit 2>/dev/null || echo yes)" ]
}

say "packages and build"
sandbox_install
build
SECONDS=0
trap finish EXIT
say "one kernel, three nodes, a router with BIRD$($kubernetes && echo ', a Kubernetes API server')"
sandbox_up
if $kubernetes; then cluster_from_kubernetes; else cluster_from_folder; fi
foreign_make
say "kube-router run on each node"
for n in 1 2 3; do agent_start "$n"; done
cluster_wait
say "what it does"
show_all
say "$SECONDS seconds in all"
show_table
