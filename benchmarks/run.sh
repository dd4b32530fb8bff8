#!/usr/bin/env bash
# Runs the benchmarks. Arguments go to JMH: a pattern of names, -p services=1000, -h for all of them.
#   benchmarks/run.sh --side-by-side   changes of sets and rulesets in the running kernel, with ipset and nft; as root
#   benchmarks/run.sh --smoke      each once and short: that they work, not how fast
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
./mvnw -q -B -ntp -pl benchmarks -am -DskipTests package
arguments=("$@")
if [ "${1:-}" = --smoke ]; then arguments=(-f 1 -wi 1 -w 200ms -i 1 -r 200ms -foe true "${@:2}"); fi
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
classes="benchmarks/target/benchmarks-0.1.0-SNAPSHOT.jar:benchmarks/target/lib/*"
if [ "${1:-}" = --side-by-side ]; then exec "$java" -cp "$classes" io.kuberouter.benchmarks.SideBySide; fi
exec "$java" -cp "$classes" org.openjdk.jmh.Main "${arguments[@]}"
