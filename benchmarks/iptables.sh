#!/usr/bin/env bash
# One policy change into a loaded table, three ways, in one run; root. Then the plot of it.
#   benchmarks/iptables.sh [nft|legacy] [rounds] [rules...]      CLASSPATH may say where the classes are
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
backend=${1:-nft}; rounds=${2:-7}; shift $(( $# < 2 ? $# : 2 ))
sizes=("$@"); [ $# -gt 0 ] || sizes=(1000 10000 50000)
if [ -z "${CLASSPATH:-}" ]; then
  ./mvnw -q -B -ntp -pl benchmarks -am -DskipTests package
  CLASSPATH="benchmarks/target/benchmarks-0.1.0-SNAPSHOT.jar:benchmarks/target/lib/*"
fi
namespace=bench-iptables-$$
ip netns add "$namespace"
trap 'ip netns delete "$namespace"' EXIT
for number in $(seq 0 199); do
  echo "create pods-$number hash:ip"
  for host in $(seq 1 20); do echo "add pods-$number 10.200.$number.$host"; done
done | ip netns exec "$namespace" ipset restore
results=benchmarks/results
mkdir -p $results
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
for size in "${sizes[@]}"; do
  ip netns exec "$namespace" "$java" -Djdk.lang.Process.launchMechanism=VFORK -cp "$CLASSPATH" \
    io.kuberouter.benchmarks.iptables.PolicyChangeComparison "$backend" "$rounds" "$size"
done | tee "$results/iptables-policy-change-$backend.tsv"
"$java" -cp "$CLASSPATH" io.kuberouter.benchmarks.iptables.ComparisonPlot \
  "$results/iptables-policy-change-$backend.tsv" "$backend" "$results/iptables-policy-change-$backend.svg"
