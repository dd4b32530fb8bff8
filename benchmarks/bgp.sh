#!/usr/bin/env bash
# How fast a BGP speaker passes routes on, side by side: feeder → speaker → sink, in network namespaces of the host.
# For each speaker and each kind of stream, in turn and several times: seconds until the sink has the last prefix, the
# speaker's CPU seconds and the most memory that it held (all its processes). As root.
#   benchmarks/bgp.sh [-n RUNS] [-p PREFIXES] [-m "packed inet4 single"] [-w] [-6] [-t FILE] [-c CASE] [SPEAKER…]
#     SPEAKER: ours bird frr openbgpd gobgpd; default: ours bird      -w: also withdraw all, and announce all again
#     -6: IPv6 prefixes on sessions over IPv6 (ours and bird; cases feed and policy)
#     -t: adds what was measured to a table: family, stream, prefixes, speaker, phase, run, seconds, CPU seconds, MB
#     CASE, of ours and bird alone:
#       policy     then the export policy towards the sink changes: until it has heard of each prefix once more
#       sessions   100 sessions that announce a hundredth of PREFIXES each, and are told all of the others
#       idle       500 sessions with a hold time of 3 s, for a minute
#       jitter     200 sessions with a hold time of 3 s that are told nothing, while PREFIXES routes go from feeder to sink
#       jittertold the same, where the 200 are told the routes, too, for a minute; packed is enough for two cores
# Compare only what one run has measured. Exits with 1 when a speaker has not completed, and says which.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
runs=3 prefixes=1000000 modes="packed inet4 single" withdraw= case=feed family=4 table=/dev/null
while getopts n:p:m:w6t:c: option; do
  case $option in
    n) runs=$OPTARG ;; p) prefixes=$OPTARG ;; m) modes=$OPTARG ;; w) withdraw=withdraw ;; 6) family=6 ;; t) table=$OPTARG ;; c) case=$OPTARG ;;
    *) sed -n '2,/^set -/{/^set -/!s/^# \{0,1\}//p}' "$0"; exit 1 ;;
  esac
done
shift $((OPTIND - 1))
speakers=("$@")
[ $# -gt 0 ] || speakers=(ours bird)
[[ $family = 4 || " ${speakers[*]} $case " =~ ^(\ (ours|bird))+\ (feed|policy)\ $ ]] || { echo "error: -6 is for ours and bird, cases feed and policy" >&2; exit 1; }
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
classes="$top/benchmarks/target/benchmarks-0.1.0-SNAPSHOT.jar:$top/benchmarks/target/lib/*"
[ -e "$top/benchmarks/target/lib" ] || (cd "$top" && ./mvnw -q -B -ntp -pl benchmarks -am -DskipTests package)
work=$(mktemp -d)
ds=kr-bgp-d-$$ ps=kr-bgp-p-$$ # the daemon's namespace and the peers'
speaker_pid=
trap 'speaker_stop; ip netns del $ds 2>/dev/null; ip netns del $ps 2>/dev/null; rm -rf "$work"' EXIT

ip netns add "$ds"
ip netns add "$ps"
ip -n "$ds" link add d0 type veth peer name p0 netns "$ps"
ip -n "$ds" addr add 10.98.0.1/16 dev d0
ip -n "$ps" addr add 10.98.0.2/16 dev p0
ip -n "$ps" addr add 10.98.0.3/16 dev p0
for ((i = 0; i < 500; i++)); do echo "addr add 10.98.$((1 + (i + 1) / 256)).$(((i + 1) % 256))/16 dev p0"; done | ip -n "$ps" -batch -
for n in "$ds" "$ps"; do ip -n "$n" link set lo up; done
ip -n "$ds" addr add fd98::1/64 dev d0 nodad
for i in 2 3; do ip -n "$ps" addr add fd98::$i/64 dev p0 nodad; done
mkfifo "$work/orders"
touch "$work/lines"
ip -n "$ds" link set d0 up
ip -n "$ps" link set p0 up

us=10.98.0.1 feeder=10.98.0.2 sink=10.98.0.3
[ $family = 4 ] || us=fd98::1 feeder=fd98::2 sink=fd98::3
many=tell # whether further neighbours are told all, or nothing: tell or quiet

configure_bird() { # [action towards the sink [file]]
  local others=all
  [ $many = tell ] || others=none
  cat >"${2:-$work/bird.conf}" <<C
router id 10.98.0.1;
protocol device {}
template bgp peer { local $us as 65000; passive; ipv$family { import all; export all; }; hold time 240; }
protocol bgp feeder from peer { neighbor $feeder as 65001; }
protocol bgp sink from peer { neighbor $sink as 65002; ipv$family { import all; export filter { ${1:-} accept; }; }; }
C
  [ $family = 6 ] || cat >>"${2:-$work/bird.conf}" <<C
protocol bgp many from peer { neighbor range 10.98.0.0/16 external; dynamic name "many"; ipv4 { import all; export $others; }; }
C
}

configure_frr() {
  cat >"$work/frr.conf" <<C
router bgp 65000
 bgp router-id 10.98.0.1
 no bgp ebgp-requires-policy
 no bgp network import-check
 timers bgp 80 240
 neighbor 10.98.0.2 remote-as 65001
 neighbor 10.98.0.2 passive
 neighbor 10.98.0.3 remote-as 65002
 neighbor 10.98.0.3 passive
C
}

configure_openbgpd() {
  mkdir -p /run/openbgpd # where it shuts itself in; its service would make it
  cat >"$work/bgpd.conf" <<C
AS 65000
router-id 10.98.0.1
fib-update no
listen on 10.98.0.1
socket "$work/bgpd.sock"
holdtime 240
neighbor 10.98.0.2 {
  remote-as 65001
  passive
}
neighbor 10.98.0.3 {
  remote-as 65002
  passive
}
allow from any
allow to any
C
  chmod 600 "$work/bgpd.conf"
}

configure_gobgpd() {
  cat >"$work/gobgpd.conf" <<C
[global.config]
  as = 65000
  router-id = "10.98.0.1"
[[neighbors]]
  [neighbors.config]
    neighbor-address = "10.98.0.2"
    peer-as = 65001
  [neighbors.transport.config]
    passive-mode = true
[[neighbors]]
  [neighbors.config]
    neighbor-address = "10.98.0.3"
    peer-as = 65002
  [neighbors.transport.config]
    passive-mode = true
C
}

speaker_command() { # name → words of its command
  case $1 in
    bird) echo "bird -f -c $work/bird.conf -s $work/bird.ctl -P $work/bird.pid" ;;
    frr) echo "/usr/lib/frr/bgpd -n -Z -S -f $work/frr.conf -i $work/frr.pid --vty_socket $work -l 10.98.0.1" ;;
    openbgpd) echo "/usr/sbin/bgpd -d -f $work/bgpd.conf" ;;
    gobgpd) echo "gobgpd -f $work/gobgpd.conf --api-hosts 127.0.0.1:50099 --log-plain -l error" ;;
    ours) echo "$java -XX:+UseSerialGC -Xmn6m -XX:-UsePerfData ${KUBE_ROUTER_BENCH_OPTS:-} -cp $classes io.kuberouter.benchmarks.bgp.Reflect $us $feeder $sink 10.98.0.0/16 $many" ;;
  esac
}

speaker_start() {
  [ "$1" = ours ] || "configure_$1"
  # shellcheck disable=SC2046
  setsid ip netns exec "$ds" $(speaker_command "$1") >"$work/log-$1" 2>&1 <>"$work/orders" &
  speaker_pid=$!
}

speaker_processes() { # the process and all below it
  local all=$speaker_pid next
  next=$all
  while [ -n "$next" ]; do
    next=$(pgrep -P "$(echo $next | tr ' ' ,)" | tr '\n' ' ') || true
    all="$all $next"
  done
  echo "$all"
}

speaker_stop() {
  local processes
  [ -n "$speaker_pid" ] || return 0
  processes=$(speaker_processes)
  # shellcheck disable=SC2086
  kill $processes 2>/dev/null || true
  wait "$speaker_pid" 2>/dev/null || true
  speaker_pid=
}

speaker_cost() { # CPU seconds and MB at most, of all its processes
  local pid cpu=0 memory=0
  for pid in $(speaker_processes); do
    cpu=$((cpu + $(awk '{ sub(/^.*\) /, ""); print $12 + $13 }' "/proc/$pid/stat" 2>/dev/null || echo 0)))
    memory=$((memory + $(awk '/VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null || echo 0)))
  done
  awk -v c="$cpu" -v m="$memory" -v h="$(getconf CLK_TCK)" 'BEGIN { printf "cpu %.2f s, %.0f MB", c / h, m / 1024 }'
}

driver() { # class, its arguments: prints what it has measured, and the speaker's cost
  ip netns exec "$ps" "$java" -Xmx2g -XX:+UseSerialGC -cp "$classes" "io.kuberouter.benchmarks.bgp.$1" "$us" "${@:2}"
}

change_policy() { # speaker → the command that gives the sink's routes another MED
  case $1 in
    ours) echo "echo med >$work/orders" ;;
    bird)
      configure_bird 'bgp_med = 1;' "$work/med.conf"
      echo "birdc -s $work/bird.ctl configure '\"$work/med.conf\"' >&2"
      ;;
    *) echo "error: case policy is for ours and bird" >&2; exit 1 ;;
  esac
}

jitter() { # seconds, mode
  local sessions failed=0
  driver Sessions 10.98.1.1 200 0 "$1" 3 &
  sessions=$!
  sleep 5
  driver FeedToSink "$feeder" "$sink" "$prefixes" "$2" withdraw || failed=1
  wait $sessions || failed=1
  return $failed
}

measure() { # speaker, mode
  case $case in
    feed) driver FeedToSink "$feeder" "$sink" "$prefixes" "$2" $withdraw ;;
    policy) driver FeedToSink "$feeder" "$sink" "$prefixes" "$2" "$(change_policy "$1")" ;;
    sessions) driver Sessions 10.98.1.1 100 $((prefixes / 100)) 120 90 ;;
    idle) driver Sessions 10.98.1.1 500 0 60 3 ;;
    jitter) jitter 25 "$2" ;;
    jittertold) jitter 60 "$2" ;;
    *) echo "error: no case $case" >&2; exit 1 ;;
  esac
}

case $case in
  sessions | idle) modes=- ;;
  jitter) many=quiet ;;
esac
failed=
: >"$work/lines"
for ((run = 1; run <= runs; run++)); do
  for mode in $modes; do
    for speaker in "${speakers[@]}"; do
      speaker_start "$speaker"
      into=$work/lines
      measure "$speaker" "$mode" >"$work/out" 2>"$work/err" || into=/dev/null
      while read -r line; do
        printf '%d %-9s %s; %s\n' "$run" "$speaker" "$line" "$(speaker_cost)" | tee -a "$into"
      done <"$work/out"
      if [ $into = /dev/null ]; then
        printf '%d %-9s %s failed: %s; %s\n' "$run" "$speaker" "$mode" "$(tail -1 "$work/err")" "$(tail -1 "$work/log-$speaker")"
        failed="$failed $speaker($mode)"
      fi
      speaker_stop
    done
  done
done
awk -v family=$family -v OFS='\t' '$6 == "prefixes" { print family, $4, $5, $2, $3, $1, $7, $19, $21 }' "$work/lines" >>"$table"
[ -z "$failed" ] || { echo "error: not completed:$failed" >&2; exit 1; }
