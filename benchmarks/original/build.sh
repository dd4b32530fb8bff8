#!/usr/bin/env bash
# Builds the Go original from the module that go.mod pins, once, into a cache folder; prints the program.
# Two minutes the first time on two cores. It is a rival to measure beside; nothing of it comes into this project.
#   KUBE_ROUTER_CACHE  where the program is kept (default ~/.cache/kube-router)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=examples/sandbox/kubernetes/build.sh
. "$here/../../examples/sandbox/kubernetes/build.sh" # leaves us in its own folder
cd "$here"
version=$(sed -n 's#^.*cloudnativelabs/kube-router/v2 \(v[0-9.]*\)$#\1#p' go.mod)
program=$cache/original-$version/kube-router
mkdir -p "${program%/*}"
exec 9>"${program%/*}/.lock"
flock 9
if [ ! -x "$program" ]; then
  go=$(find_go)
  say "building the original $version with $("$go" env GOVERSION)"
  # linked with the C library: programs without it do not run in User-mode Linux
  GOTOOLCHAIN=local GOWORK=off CGO_ENABLED=1 GOFLAGS='-mod=readonly -buildvcs=false -trimpath' \
    nice -n 15 "$go" build -ldflags '-s -w' -o "$program.new" github.com/cloudnativelabs/kube-router/v2/cmd/kube-router >&2
  mv "$program.new" "$program"
fi
echo "$program"
