#!/usr/bin/env bash
# What the agents of the shop do, one line of evidence each. Sourced after cluster.sh.

show_results=()

ask() { sandbox_pod "$1" perl "$sandbox_here/ask.pl" "${@:2}"; } # pod, address, port, count, pause

show() { # number, title, function and its arguments: prints the evidence
  local number=$1 title=$2 evidence verdict=PASS
  shift 2
  evidence=$("$@") || verdict=FAIL
  printf '%s %3s  %-34s %s\n' "$verdict" "$number" "$title" "$evidence"
  show_results+=("$verdict|$number|$title")
}

want() { # what, pattern, text
  grep -qE -- "$2" <<<"$3" || { echo "expected $1, saw: $3"; return 1; }
}

# From ports that no earlier connection had, so that each request is scheduled. Three tries: an agent that changes the
# service meanwhile lets the kernel start its round anew.
spread() { # what, pattern, address, requests, first of 300 ports: sets answer
  local try tries=
  for try in 0 100 200; do
    answer=$(ask visitor "$3" 80 "$4" 0 $(($5 + try)))
    want "$1" "$2" "$answer" >/dev/null && return
    tries+="$answer; "
  done
  want "$1, three times" "$2" "$tries $(sandbox_node 2 ipvsadm -Ln | tr -s '\n ' '; ')"
}

show_round_robin() { # address
  local answer
  spread "four answers of each web server" '^web-1=4 web-2=4 web-3=4 failed=0 ' "$1" 12 20000 || return 1
  echo "12 requests to $1: $answer"
}

show_affinity() { # address
  local answer
  answer=$(ask visitor "$1" 80 8)
  want "one web server only" '^web-[123]=8 failed=0 ' "$answer" || return 1
  echo "8 requests to $1: $answer"
}

show_source() { # address, pod's own address
  local answer
  answer=$(ask visitor "$1" 80 3)
  want "the pod's own address" "failed=0 seen-as=$2\$" "$answer" || return 1
  echo "backends on three nodes see $2"
}

show_node_port() { # node addresses
  local address answer
  for address in "$@"; do
    answer=$(sandbox_router perl "$sandbox_here/ask.pl" "$address" 30080 3)
    want "three answers from $address" ' failed=0 ' "web $answer" || return 1
  done
  echo "the router asks $* port 30080: each answers"
}

blocked() { want "no answer from $2" '^failed=2 ' "$(ask "$1" "$2" "$3" 2)"; }
both_blocked() { blocked visitor "$1" 9090 && blocked visitor "$2" 9090; }
allowed() { want "answers from $2" ' failed=0 ' "$(ask "$1" "$2" "$3" 2)"; }

show_policy() { # metrics, orders, db
  allowed dashboard "$1" 9090 && blocked visitor "$1" 9090 || return 1
  allowed web-1 "$2" 80 && blocked dashboard "$2" 80 && blocked visitor "$2" 80 || return 1
  allowed orders-1 "$3" 5432 && blocked web-2 "$3" 5432 || return 1
  echo "dashboard → metrics, web → orders, orders → db pass; four others are refused"
}

# A second is what the agent takes, not what a machine takes that has much else to do: the best of three counts.
show_unblock() { # metrics' addresses
  local milliseconds tries=
  for _ in 1 2 3; do
    sandbox_within 60 both_blocked "$@" >/dev/null || { echo "the policy does not block"; return 1; }
    milliseconds=$(show_unblock_time "$@") || { echo "still blocked after a minute"; return 1; }
    tries+=" $milliseconds"
    cluster_add policy-metrics.yaml
    [ "$milliseconds" -gt 1000 ] || break
  done
  sandbox_within 60 both_blocked "$@" >/dev/null || { echo "put back, the policy does not block"; return 1; }
  [ "$milliseconds" -le 1000 ] || { echo "expected at most 1000 ms, saw:$tries"; return 1; }
  if $cluster_in_kubernetes; then
    echo "policy removed: open in both families $milliseconds ms after kubectl was done; put back: blocked"
  else
    echo "policy removed: open in both families after $milliseconds ms; put back: blocked"
  fi
}

show_unblock_time() { # addresses: milliseconds from the removal to the first answers
  local file=
  if $cluster_in_kubernetes; then # kubectl's own time is not the agent's
    cluster_remove policy-metrics.yaml
  else
    file=/run/manifests/policy-metrics.yaml
  fi
  sandbox_pod visitor perl "$sandbox_here/answers-after.pl" "$file" "$1" "$2"
}

show_bird() {
  local table networks=0 addresses=0 p
  table=$(sandbox_router birdc -s /run/bird.ctl show route)
  for p in 10.244.0.0/24 10.244.1.0/24 10.244.2.0/24 fd24::/64 fd24:0:0:1::/64 fd24:0:0:2::/64; do
    grep -q "^$p " <<<"$table" || { echo "BIRD has no route to $p"; return 1; }
    networks=$((networks + 1))
  done
  for p in 10.96.10.10/32 10.96.20.10/32 10.96.30.10/32 203.0.113.10/32 fd96::a:10/128 fd96::b:10/128 fd96::c:10/128 2001:db8:e::10/128; do
    grep -q "^$p " <<<"$table" || { echo "BIRD has no route to $p"; return 1; }
  done
  addresses=$(grep -cE '^[0-9a-f.:]+/(32|128) ' <<<"$table")
  echo "BIRD: $networks pod networks, $addresses service addresses, by way of $(grep -oE 'via [0-9a-f.:]+' <<<"$table" | sort -u | wc -l) next hops"
}

far_route() { # node, family, prefix, gateway
  sandbox_node "$1" ip "-$2" route show "$3" | grep -q "via $4 dev eth0 proto 17"
}
far_routes() { local n; for n in 1 2 3; do far_route "$n" 4 10.50.0.0/16 10.99.0.1 && far_route "$n" 6 fd50::/64 fd99::1 || return 1; done; }
no_far_routes() { local n; for n in 1 2 3; do ! far_route "$n" 4 10.50.0.0/16 10.99.0.1 && ! far_route "$n" 6 fd50::/64 fd99::1 || return 1; done; }

show_learned() {
  sandbox_within 60 far_routes || { echo "BIRD's routes are not on every node: $(sandbox_node 1 ip route show proto 17 | tr '\n' ';')"; return 1; }
  sandbox_router birdc -s /run/bird.ctl 'disable "far*"' >/dev/null
  sandbox_within 60 no_far_routes || { echo "withdrawn, they are still there"; return 1; }
  sandbox_router birdc -s /run/bird.ctl 'enable "far*"' >/dev/null
  sandbox_within 60 far_routes || { echo "announced again, they do not come back"; return 1; }
  sandbox_node 1 ip route del 10.50.0.0/16 && sandbox_node 1 ip -6 route del fd50::/64
  sandbox_within 60 far_routes || { echo "taken away by hand, they do not come back"; return 1; }
  echo "10.50.0.0/16 and fd50::/64 of the router are on 3 nodes, protocol 17; withdrawn: gone; back: there; deleted by hand: back"
}

traffic_start() { # names of the addresses: asks each 20 times a second
  sandbox_on bash -c "for a in $*; do setsid pod visitor perl $sandbox_here/ask.pl \$a 80 0 0.05 >/run/traffic-\$a 2>&1 </dev/null & echo \$! >>/run/traffic.pids; done"
}

traffic_stop() { # the sum of what came back
  clients_stop traffic
}

# Each ends with the request that it waits for.
clients_stop() { # name
  sandbox_on bash -c "pids=\$(cat /run/$1.pids); kill \$pids; for i in \$(seq 300); do kill -0 \$pids 2>/dev/null || break; sleep 0.1; done
    cat /run/$1-*; rm /run/$1*"
}

datagrams_start() { # the same from three ports each, by datagrams: each port has a server of its own
  sandbox_on bash -c "for a in $*; do for i in 1 2 3; do setsid pod visitor perl $sandbox_here/ask.pl udp/\$a 80 0 0.05 >/run/datagrams-\$a-\$i 2>&1 </dev/null & echo \$! >>/run/datagrams.pids; done; done"
}

datagrams_stop() {
  clients_stop datagrams
}

no_loss() { # answers
  want "no failed request" 'failed=0' "$1" && ! grep -q 'failed=[1-9]' <<<"$1" || { echo "requests failed: $1"; return 1; }
  [ "$(wc -l <<<"$1")" = 2 ] || { echo "no answer of one family: $1"; return 1; }
}

sum() { grep -oE 'web-[0-9]=[0-9]+' <<<"$1" | awk -F= '{ s += $2 } END { print s }'; }

show_pod_gone() {
  local verdict=0
  pod_gone || verdict=1
  cluster_add pods/web-3.yaml # whatever came out: the looks that follow want it back
  sandbox_start_pod "$cluster_manifests/pods/web-3.yaml"
  return "$verdict"
}

# The kernel drops the datagram that finds its server gone, and leads the next one elsewhere.
datagrams_went_on() { # answers
  [ "$(grep -cE ' failed=[01] ' <<<"$1")" = 6 ] || { echo "datagrams were lost: $1"; return 1; }
  [ "$(grep -cE 'web-[12]=[0-9]+ web-3=[0-9]+' <<<"$1")" = 2 ] || { echo "no client of web-3 went elsewhere: $1"; return 1; }
}

pod_gone() {
  local answers datagrams answer
  traffic_start 10.96.10.10 fd96::a:10
  datagrams_start 10.96.10.10 fd96::a:10
  sleep 1
  cluster_remove pods/web-3.yaml
  sleep 2 # a pod that is told to end goes on for a while
  sandbox_stop_pod web-3
  if $cluster_in_kubernetes; then control_plane_kubectl delete pod -n shop web-3 --force --grace-period=0 >/dev/null 2>&1 || true; fi
  sleep 4 # longer than a datagram's answer is waited for
  answers=$(traffic_stop)
  datagrams=$(datagrams_stop)
  no_loss "$answers" || return 1
  datagrams_went_on "$datagrams" || return 1
  spread "the two others" '^web-1=3 web-2=3 failed=0 ' 10.96.10.10 6 21000 || return 1
  echo "$(sum "$answers") requests and $(sum "$datagrams") datagrams answered; afterwards $answer"
}

three_answer() { want three '^web-1=[0-9]+ web-2=[0-9]+ web-3=[0-9]+ failed=0' "$(ask visitor "$1" 80 6)"; }

show_killed() {
  local answers n
  sandbox_within 60 three_answer 10.96.10.10 >/dev/null || { echo "web-3 did not come back"; return 1; }
  traffic_start 10.96.10.10 fd96::a:10
  sleep 1
  agent_signal 2 KILL
  sleep 4
  agent_start 2
  sandbox_within 180 agent_is_back 2 || { echo "the agent did not come back"; return 1; }
  sleep 2
  answers=$(traffic_stop)
  no_loss "$answers" || return 1
  for n in 1 2 3; do
    sandbox_within 60 agent_command "$n" verify || { echo "verify on node $n: $(tail -3 "$SANDBOX_FOLDER/log/verify$n" "$SANDBOX_FOLDER/log/verify$n.err" | tr '\n' ' ')"; return 1; }
  done
  echo "$(sum "$answers") requests, 0 failed; verify on 3 nodes: $(cat "$SANDBOX_FOLDER/log/verify2")"
}

agent_is_back() { sandbox_router birdc -s /run/bird.ctl show protocols "node$1" | grep -q Established && grep -q 'full pass' <(tail -20 "$SANDBOX_FOLDER/log/agent$1" | awk '/started|ESTABLISHED/{f=1} f || /full pass/'); }

show_foreign() {
  foreign_there || { echo "gone while the agent ran"; return 1; }
  # two more, on addresses of ours: only the ledger tells that they are not
  sandbox_node 1 bash -c 'ipvsadm -A -t 10.96.10.10:7777 -s wrr; ipvsadm -A -t "[fd96::a:10]:7777" -s wrr'
  sandbox_within 60 agent_command 1 verify || { echo "verify: $(tail -2 "$SANDBOX_FOLDER/log/verify1.err")"; return 1; }
  agent_stop 1
  agent_command 1 cleanup || { echo "cleanup: $(tail -2 "$SANDBOX_FOLDER/log/cleanup1.err")"; return 1; }
  foreign_there && [ "$(sandbox_node 1 ipvsadm -Sn | grep -c ":7777 -s wrr")" = 2 ] \
    || { echo "gone after cleanup"; return 1; }
  sandbox_node 1 bash -c '! ipvsadm -Sn | grep -v :7777 | grep -q 10.96 && ! iptables-save | grep -q KUBE- && ! ip6tables-save | grep -q KUBE- \
    && ! ipset list -n | grep -qiE "kube|inet6:" && ! ip link show kube-dummy-if 2>/dev/null && ! ip route show proto 17 | grep -q .' \
    || { echo "cleanup left something of ours behind"; return 1; }
  agent_start 1
  echo "rule, set, IPVS service, route: there after run and after cleanup, which left nothing of ours"
}

node_state() { # all that the kernel holds of a node, counters left out
  sandbox_on bash -c 'for n in 1 2 3; do node $n ipvsadm -Sn; node $n ipset save | sort; for f in ip ip6; do node $n ${f}tables-save | grep -v ^# | sed "s/\[[0-9:]*\]//"; done; node $n ip route show proto 17; node $n ip -6 route show proto 17; done' | sha256sum
}

nothing_drains() { sandbox_on bash -c 'for n in 1 2 3; do ! node $n ipvsadm -Sn | grep -q -- "-w 0" || exit 1; done'; }

show_api_server() {
  local before after answers
  sandbox_within 60 nothing_drains || { echo "a server drains for more than its 10 s"; return 1; }
  before=$(node_state)
  traffic_start 10.96.10.10 fd96::a:10
  control_plane_api_kill
  sleep 60
  after=$(node_state)
  answers=$(traffic_stop)
  [ "$before" = "$after" ] || { echo "the nodes' state changed while the API server was away"; return 1; }
  no_loss "$answers" || return 1
  control_plane_api_up || { echo "the API server did not come back"; return 1; }
  cluster_remove policy-metrics.yaml
  sandbox_within 60 allowed visitor 10.96.30.10 9090 >/dev/null || { echo "back, the API server is not heard"; return 1; }
  cluster_add policy-metrics.yaml
  echo "60 s without it: $(sum "$answers") requests, 0 failed, no rule changed; back, it is heard"
}

show_all() {
  show 1 "ClusterIP, round robin" show_round_robin 10.96.10.10
  show 2 "ClientIP affinity" show_affinity 10.96.10.11
  show 3 "the client's own address" show_source 10.96.10.10 10.244.1.12
  show 4 "NodePort from outside" show_node_port 10.99.0.11 10.99.0.12 10.99.0.13
  show 5 "network policy" show_policy 10.96.30.10 10.96.20.10 10.96.20.11
  show 5b "policy removed" show_unblock 10.96.30.10 fd96::c:10
  show 6a "BGP: the router's table" show_bird
  show 6b "BGP: the router's routes" show_learned
  show 7 "a pod goes" show_pod_gone
  show 8 "kill -9 of an agent" show_killed
  show 9a "IPv6: round robin" show_round_robin fd96::a:10
  show 9b "IPv6: affinity" show_affinity fd96::a:11
  show 9c "IPv6: the client's own address" show_source fd96::a:10 fd24:0:0:1::12
  show 9d "IPv6: NodePort from outside" show_node_port fd99::11 fd99::12 fd99::13
  show 9e "IPv6: network policy" show_policy fd96::c:10 fd96::b:10 fd96::b:11
  if $cluster_in_kubernetes; then show 11 "a minute without API server" show_api_server; fi
  show 10 "what others made stays" show_foreign
}

show_table() { # fails when a line did
  local line failed=0
  echo
  for line in "${show_results[@]}"; do
    echo "$line" | awk -F'|' '{ printf "| %-4s | %-3s | %-34s |\n", $1, $2, $3 }'
    [[ $line != FAIL* ]] || failed=$((failed + 1))
  done
  echo
  echo "$((${#show_results[@]} - failed)) passed, $failed failed"
  [ "$failed" = 0 ]
}

show_around() {
  local s="SANDBOX_ID=$SANDBOX_ID $sandbox_here/sandbox.sh"
  cat <<A

It is still up. To look around:
  $s node 2 ipvsadm -Ln
  $s node 1 iptables-save
  $s pod visitor curl -s http://10.96.10.10/
  $s router birdc -s /run/bird.ctl show route
  $s node 3 $cluster_launcher plan --hostname-override node3 ${cluster_flags[*]}
The agents' words are in $SANDBOX_FOLDER/log. To end it:
  $s down
A
}
