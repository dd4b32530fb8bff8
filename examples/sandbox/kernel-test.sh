#!/usr/bin/env bash
# Boots one User-mode Linux kernel and runs the built agent in it: a node with pods as network
# namespaces, checked with the kernel's own tools. Prints a line for each check; fails if one fails.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
work=${KUBE_ROUTER_SANDBOX:-/var/lib/kube-router-sandbox}/$$
mkdir -p "$work" /lib/modules
trap 'rm -rf "$work"' EXIT
sed "s#@TOP@#$top#g; s#@WORK@#$work#g" "$here/init.sh" >"$work/init.sh"
chmod +x "$work/init.sh" "$top/kube-router-cli/target/kube-router/bin/kube-router"
timeout 240 taskset -c 1 linux.uml mem=1024M root=/dev/root rootfstype=hostfs rootflags=/ ro \
  init="$work/init.sh" con=null con0=fd:0,fd:1 quiet </dev/null >"$work/console" 2>&1 || true
if [ ! -f "$work/result" ]; then
  echo "FAIL the kernel did not end its run; its last words:"
  tail -20 "$work/console"
  exit 1
fi
cat "$work/result"
if grep -q '^FAIL' "$work/result" || ! grep -q '^END' "$work/result"; then
  for f in agent.log console; do echo "--- $f"; tail -30 "$work/$f" 2>/dev/null || true; done
  exit 1
fi
passed=$(grep -c '^PASS' "$work/result")
echo "$passed passed, 0 failed"
