#!/usr/bin/env bash
# How fast netlink is on this host, in a network namespace of its own: routes beside `ip -batch`, and both ways to the C
# library (jffi before Java 22, java.lang.foreign from then on) by start, memory and throughput. As root.
#   benchmarks/netlink.sh [ROUTES [ROUNDS [STARTS]]]      default 10000 5 21
# Builds with the newest JDK that is installed, so that the jar holds both ways.
set -euo pipefail
cd "$(dirname "$0")/.."
routes=${1:-10000} rounds=${2:-5} starts=${3:-21}
[ "$(id -u)" = 0 ] || { echo "error: it makes a network namespace: run it as root" >&2; exit 1; }

declare -A homes=()
for home in /usr/lib/jvm/*; do
  [ -x "$home/bin/javac" ] || continue
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null)
  [ "${version:-0}" -lt 17 ] || homes[$version]=$home
done
newest=$(printf '%s\n' "${!homes[@]}" | sort -n | tail -1)
lowest=$(printf '%s\n' "${!homes[@]}" | sort -n | head -1)
JAVA_HOME=${homes[$newest]} ./mvnw -q -B -ntp -pl benchmarks -am -P '!errorprone' -DskipTests package
classes="benchmarks/target/benchmarks-0.1.0-SNAPSHOT.jar"
for jar in benchmarks/target/lib/{ipvs-netlink,jffi}-*.jar; do classes=$classes:$jar; done

work=$(mktemp -d)
ns=kr-netlink-$$
trap 'ip netns del "$ns" 2>/dev/null || true; rm -rf "$work"' EXIT
ip netns add "$ns"
ip -n "$ns" link set lo up
ip -n "$ns" link add d0 type veth peer name d1
ip -n "$ns" addr add 10.99.0.1/24 dev d0
ip -n "$ns" link set d0 up
ip -n "$ns" link set d1 up

run() { # JDK, further options…, class, arguments…
  local version=$1 options=(-XX:+UseSerialGC -Xmx128m)
  shift
  [ "$version" -lt 22 ] || options+=(--enable-native-access=ALL-UNNAMED)
  [ "$version" -lt 23 ] || options+=(--sun-misc-unsafe-memory-access=allow)
  ip netns exec "$ns" "${homes[$version]}/bin/java" "${options[@]}" -cp "$classes" "$@"
}
package=io.kuberouter.benchmarks.netlink

echo "$(uname -sr), $(nproc) CPUs, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1); load $(cut -d' ' -f1 /proc/loadavg)"
echo
for version in $(printf '%s\n' "$lowest" "$newest" | sort -nu); do
  echo "JDK $version, milliseconds: median of $rounds [least to most]"
  echo
  echo "| | \`ip -batch\` | this library, running | times |"
  echo "| --- | --- | --- | --- |"
  run "$version" "$package.RoutesBesideIp" "$routes" "$rounds"
  echo
done

ways() { # calls a function for each JDK and way: name, JDK, options
  "$1" "JDK $lowest, jffi" "$lowest"
  if [ "$newest" -ge 22 ]; then
    "$1" "JDK $newest, jffi" "$newest" -Djdk.util.jar.enableMultiRelease=false
    "$1" "JDK $newest, java.lang.foreign" "$newest"
  fi
}

start() { # name, JDK, options
  local name=$1 version=$2 archive=$work/$2${3:+-jffi}.jsa i begun
  local fast=(-XX:TieredStopAtLevel=1 -Xshare:auto)
  shift 2
  run "$version" "$@" "${fast[@]}" -XX:ArchiveClassesAtExit="$archive" -Xlog:cds=off -Xlog:cds+dynamic=off "$package.FirstCommand" >/dev/null
  : >"$work/times"
  for ((i = 0; i < starts; i++)); do
    begun=$(date +%s%N)
    run "$version" "$@" "${fast[@]}" -XX:SharedArchiveFile="$archive" "$package.FirstCommand" >>"$work/memory"
    echo $((($(date +%s%N) - begun) / 1000000)) >>"$work/times"
  done
  sort -n "$work/times" >"$work/sorted"
  echo "| $name | $(sed -n $(((starts + 1) / 2))p "$work/sorted") [$(head -1 "$work/sorted") to $(tail -1 "$work/sorted")] | $(($(tail -1 "$work/memory") / 1024)) MB |"
}

echo "The first IPVS command of a process and its end, with a class-data archive; milliseconds from before \`ip netns exec\`"
echo "to the end: median of $starts [least to most]"
echo
echo "| | time | most memory |"
echo "| --- | --- | --- |"
ways start
echo

throughput() { # name, JDK, options
  local name=$1 version=$2
  shift 2
  run "$version" "$@" "$package.TransportThroughput" "$name"
}
echo "In a second: median of 9 rounds of 20,000"
echo
echo "| | questions with an answer | routes added in batches | routes listed | resident |"
echo "| --- | --- | --- | --- | --- |"
ways throughput
