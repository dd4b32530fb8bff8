#!/bin/bash
# Process 1 of the sandbox kernel: makes a node, runs the agent on it, and checks what comes of it.
export PATH=/run/sbin:/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc; mount -t sysfs sysfs /sys; mount -t tmpfs tmpfs /run; mount -t tmpfs tmpfs /tmp
mkdir -p /run/netns /run/sbin /run/m
mount -t tmpfs tmpfs /lib/modules; ln -s "/usr/lib/uml/modules/$(uname -r)" "/lib/modules/$(uname -r)"
mount -t hostfs none @WORK@ -o @WORK@
exec >@WORK@/out 2>&1
for f in iptables ip6tables; do for s in '' -save -restore; do ln -s "/usr/sbin/$f-legacy$s" "/run/sbin/$f$s"; done; done
for m in br_netfilter ip_vs ip_vs_rr nf_conntrack xt_set dummy veth bridge; do modprobe "$m"; done
ip link set lo up
ip netns add router; ip link add eth0 type veth peer name eth0 netns router; ip addr add 10.99.0.11/24 dev eth0; ip addr add fd99::11/64 dev eth0 nodad; ip link set eth0 up
ip -n router link set lo up; ip -n router addr add 10.99.0.1/24 dev eth0; ip -n router addr add fd99::1/64 dev eth0 nodad; ip -n router link set eth0 up
ip netns exec router bird -c @TOP@/examples/sandbox/bird.conf -s /run/bird.ctl
sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
cp @TOP@/examples/sandbox/manifests/*.yaml /run/m/
cp @TOP@/examples/sandbox/10-kuberouter.conflist /run/10-kuberouter.conflist
export KUBE_ROUTER_CNI_CONF_FILE=/run/10-kuberouter.conflist

result() { echo "$*" >>@WORK@/result; }
check() { local what=$1; shift; if "$@" >/run/check 2>&1; then result "PASS $what"; else result "FAIL $what: $(tail -3 /run/check | tr '\n' ' ')"; fi; }
agent() { @TOP@/kube-router-cli/target/kube-router/bin/kube-router "$@" --manifests /run/m --hostname-override node1 --enable-ipv6 \
  --service-cluster-ip-range=10.96.0.0/16,fd96::/108 --enable-overlay=false \
  --peer-router-ips=10.99.0.1 --peer-router-asns=65000 --advertise-cluster-ip; }
within() { local n=$1; shift; for _ in $(seq "$((n * 5))"); do "$@" && return 0; sleep 0.2; done; return 1; }

# what somebody else made, which must survive everything
iptables -A INPUT -s 192.0.2.1 -j DROP; ipset create others hash:ip; ipset add others 192.0.2.7
ipvsadm -A -t 192.0.2.9:80 -s wrr; ip route add 198.51.100.0/24 dev eth0
foreign() { iptables -C INPUT -s 192.0.2.1 -j DROP && ipset test others 192.0.2.7 && ipvsadm -Sn | grep -q -- '-A -t 192.0.2.9:80 -s wrr' && ip route show 198.51.100.0/24 | grep -q eth0; }

agent run >@WORK@/agent.log 2>&1 & pid=$!
check "the agent makes the services: ipvsadm lists them" within 60 sh -c "ipvsadm -Sn | grep -q -- '-a -t 10.96.10.1:80 -r 10.244.0.12:8080 -m -w 1'"
sleep 3
check "IPv6 services too" sh -c "ipvsadm -Sn | grep -qF -- '-a -t [fd96::a:1]:80 -r [fd24::12]:8080 -m -w 1'"
check "service addresses are on kube-dummy-if" sh -c "ip addr show dev kube-dummy-if | grep -q 10.96.10.1/32 && ip addr show dev kube-dummy-if | grep -q fd96::a:1/128"
check "affinity looks at the whole client address" sh -c "ipvsadm -Sn | grep -qx -- '-A -t 10.96.10.2:80 -s rr -p 600'"
check "the policy's set holds the allowed pod" sh -c "ipset save | grep '^add KUBE-SRC-' | grep -q '10.244.0.13 timeout 0'"
for i in 11 12 13; do # pods, as the CNI plug-in would make them
  ip netns add "p$i"; ip link add "v$i" type veth peer name eth0 netns "p$i"; ip link set "v$i" master kube-bridge up
  ip -n "p$i" link set lo up; ip -n "p$i" addr add "10.244.0.$i/24" dev eth0; ip -n "p$i" addr add "fd24::$i/64" dev eth0 nodad; ip -n "p$i" link set eth0 up
done
ip addr add 10.244.0.1/24 dev kube-bridge; ip addr add fd24::1/64 dev kube-bridge nodad
for i in 11 12 13; do ip -n "p$i" route add default via 10.244.0.1; ip -n "p$i" -6 route add default via fd24::1; done
for i in 11 12; do ip netns exec "p$i" perl -MIO::Socket::IP -e 'my $s=IO::Socket::IP->new(LocalHost=>"::",LocalPort=>8080,Listen=>50,ReuseAddr=>1,V6Only=>0) or die $@; while(my $c=$s->accept){my $l=<$c>; print $c "HTTP/1.0 200 OK\r\n\r\nweb'"$i"' ".$c->peerhost."\n"; close $c}' & done
sleep 2
get() { ip netns exec "$1" curl -s -m 3 "$2"; }
spread() { for _ in 1 2 3 4 5 6; do get p13 "$1"; done | grep -o '^web1[12]' | sort | uniq -c | awk '$1==3' | wc -l | grep -qx 2; }
check "requests to the cluster IP spread round robin (3 and 3)" spread http://10.96.10.1/
check "the same over IPv6" spread 'http://[fd96::a:1]/'
check "the backend sees the client pod's own address" sh -c "ip netns exec p13 curl -s -m 3 http://10.96.10.1/ | grep -q '10.244.0.13'"
sticky() { for _ in 1 2 3 4; do get p13 http://10.96.10.2/; done | grep -o '^web1[12]' | sort -u | wc -l | grep -qx 1; }
check "ClientIP affinity sticks" sticky
check "the policy blocks a pod that it does not allow" sh -c "! ip netns exec p11 curl -s -m 3 http://10.244.0.12:8080/"
check "the same over IPv6" sh -c "! ip netns exec p11 curl -s -m 3 'http://[fd24::12]:8080/'"
bird_has() { birdc -s /run/bird.ctl show route | grep -q "^$1 "; }
for p in 10.244.0.0/24 10.96.10.1/32 fd24::/64 fd96::a:1/128; do check "BIRD has learned $p" within 20 bird_has "$p"; done
check "a route of BIRD is in the kernel, protocol 17" within 5 sh -c "ip route show 10.50.0.0/16 | grep -q 'via 10.99.0.1 dev eth0 proto 17'"
check "the same over IPv6" within 5 sh -c "ip -6 route show fd50::/64 | grep -q 'via fd99::1 dev eth0 proto 17'"
birdc -s /run/bird.ctl disable far4 >/dev/null
check "withdrawn by BIRD, it leaves the kernel" within 5 sh -c "! ip route show 10.50.0.0/16 | grep -q proto"
check "a node port answers the external router" sh -c "ip netns exec router curl -s -m 3 http://10.99.0.11:30080/ | grep -q '^web1[12]'"
check "the same over IPv6" sh -c "ip netns exec router curl -s -m 3 'http://[fd99::11]:30080/' | grep -q '^web1[12]'"
rm /run/m/policy.yaml
check "removing the policy's file unblocks within two seconds" within 2 sh -c "ip netns exec p11 curl -s -m 1 http://10.244.0.12:8080/ | grep -q web12"
cp @TOP@/examples/sandbox/manifests/policy.yaml /run/m/
sleep 3
kill -9 "$pid"; wait "$pid" 2>/dev/null
check "killed: traffic goes on" spread http://10.96.10.1/
verify() { agent verify; }
check "verify finds nothing to do" verify
check "what others made is still there after run" foreign
check "cleanup ends well" agent cleanup
gone() { ! ipvsadm -Sn | grep -q 10.96 && ! iptables-save | grep -q KUBE- && ! ip6tables-save | grep -q KUBE- && ! ipset list -n | grep -q KUBE && ! ip link show kube-dummy-if; }
check "cleanup takes all of ours" gone
check "what others made is still there after cleanup" foreign
result END
halt -f
