#!/usr/bin/env bash
# IPVS and sets programmed by ipvs-netlink and by ipvsadm and ipset, side by side: IPVS in the sandbox's kernel (User-mode Linux), sets
# in namespaces of the running one. Prints a line of JSON for each question.
#   benchmarks/ipvs.sh            5,000 services x 10 servers, 1,000 sets x 100 entries
#   benchmarks/ipvs.sh --smoke    few: that it works, not how fast
#   benchmarks/ipvs.sh --save     and writes the lines with machine and commit into benchmarks/results
set -euo pipefail
SANDBOX_ID=${SANDBOX_ID:-ipvs-benchmark}
SANDBOX_NODES=0
# shellcheck source=../examples/sandbox/sandbox.sh
. "$(dirname "$0")/../examples/sandbox/sandbox.sh"

services=5000 sets=1000 runs=3
[ "${1:-}" != --smoke ] || services=50 sets=20 runs=1
cd "$sandbox_top"
[ -n "${SKIP_BUILD:-}" ] || ./mvnw -q -B -ntp -pl benchmarks -am -DskipTests package
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
export JAVA_HOME=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
path="$sandbox_top/benchmarks/target/benchmarks-0.1.0-SNAPSHOT.jar:$sandbox_top/benchmarks/target/lib/*"
flags="-XX:+UseSerialGC -Xmx512m"

trap sandbox_down EXIT
sandbox_up
lines=$(
  # shellcheck disable=SC2086
  sandbox_on sh -c "$java $flags -cp '$path' io.kuberouter.benchmarks.ipvs.IpvsProgramming $services 10 $runs" </dev/null
  # shellcheck disable=SC2086
  "$java" $flags -cp "$path" io.kuberouter.benchmarks.ipvs.IpSetProgramming "$sets" 100 "$((runs * 2 - 1))"
)
echo "$lines"
if [ "${1:-}" = --save ]; then
  commit=$(git rev-parse --short HEAD)
  mkdir -p benchmarks/results
  {
    printf '{"commit":"%s","date":"%s","cpu":"%s","cores":%s,"kernel":"%s","sandboxKernel":"%s","java":"%s"}\n' "$commit" "$(date -u +%F)" \
      "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(nproc)" "$(uname -r)" "$(sandbox_on uname -r </dev/null)" \
      "$("$java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')"
    echo "$lines"
  } >"benchmarks/results/$(date -u +%F)-$commit-ipvs.jsonl"
fi
