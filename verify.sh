#!/usr/bin/env bash
# Installs what the tests need and runs them all: the reactor on JDK 17 and on a newer one, iptables, nftables, ipset and
# rtnetlink in namespaces of the running kernel, IPVS in a User-mode Linux kernel, BGP beside BIRD, FRR, GoBGP,
# OpenBGPD and ExaBGP, a real Kubernetes API server, and the quickstart's checks in a User-mode Linux kernel, from a folder and
# from that API server. As root on Debian 12 or newer.
# Whatever is skipped is counted, and printed with its reason at the end; so is every test of the reactor that passed only
# when it was run a second time, and more than three of those fail the whole (docs/adr/0041).
#   ./verify.sh [--quick]      --quick: the reactor on JDK 17 alone
set -euo pipefail
cd "$(dirname "$0")"
quick=false
[ "${1:-}" != --quick ] || quick=true
[ "$(id -u)" = 0 ] || { echo "error: verify.sh installs packages and makes network namespaces: run it as root" >&2; exit 1; }
export SANDBOX_ID=${SANDBOX_ID:-verify}
# shellcheck source=examples/sandbox/sandbox.sh
. examples/sandbox/sandbox.sh

skips=()
second=()
most_second=3
lines=()
begun=$SECONDS

part() { # title, command…: one part of the whole; the first that fails ends it
  local title=$1 from=$SECONDS
  shift
  printf '\n== %s\n' "$title"
  "$@"
  lines+=("$(printf '%4d s  %s' $((SECONDS - from)) "$title")")
}

jdk() { # lowest and highest feature version → home of the first found
  local home version
  for home in /usr/lib/jvm/*; do
    [ -x "$home/bin/javac" ] && [ -r "$home/release" ] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    if [ "$version" -ge "$1" ] && [ "$version" -le "$2" ]; then
      echo "$home"
      return
    fi
  done
}

packages() {
  local further=()
  [ -n "$(jdk 17 17)" ] || further+=(openjdk-17-jdk-headless)
  command -v gobgpd >/dev/null || further+=(gobgpd)
  command -v bgpctl >/dev/null || further+=(openbgpd)
  command -v exabgp >/dev/null || further+=(exabgp)
  [ -x /usr/lib/frr/bfdd ] || further+=(frr)
  command -v bgpdump >/dev/null || further+=(bgpdump)
  [ -d /usr/lib/python3/dist-packages/mrtparse ] || further+=(python3-mrtparse)
  command -v tshark >/dev/null || further+=(tshark)
  command -v pmbmpd >/dev/null || further+=(pmacct)
  [ -x /usr/sbin/nft ] || further+=(nftables)
  sandbox_install "${further[@]}"
  if [ -z "$(jdk 21 99)" ]; then # not in every Debian
    sandbox_install openjdk-25-jdk-headless || sandbox_install openjdk-21-jdk-headless || true
  fi
}

# Adds what tests have skipped, each with the reason that it gave, and what passed only when it was run again.
remember() { # where, report files…
  local where=$1 kind line found
  shift
  [ -e "$1" ] || { echo "error: $where has left no reports" >&2; return 1; }
  found=$(reported "$@")
  while read -r kind line; do
    case $kind in
      skipped) skips+=("$where: $line") ;;
      second) second+=("$where: $line") ;;
    esac
  done <<<"$found"
}

reported() { # report files…
  python3 - "$@" <<'P'
import sys, xml.etree.ElementTree as tree

def said(element):
    text = element.get('message') or element.text or 'no reason given'
    return ' '.join(text.replace('org.opentest4j.TestAbortedException:', '').split())[:160]

for file in sorted(sys.argv[1:]):
    for case in tree.parse(file).getroot().iter('testcase'):
        name = f"{case.get('classname').split('.')[-1]}.{case.get('name')}"
        skipped = case.find('skipped')
        if skipped is not None:
            print(f'skipped {name}: {said(skipped)}')
        for kind in 'flakyFailure', 'flakyError':
            for failed in case.findall(kind):
                print(f'second {name}: {said(failed)}')
P
}

reactor_new() {
  JAVA_HOME=$newer ./mvnw -B -ntp -Dsurefire.rerunFailingTestsCount=1 clean test
  remember "JDK $(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$newer/release")" */target/surefire-reports/TEST-*.xml
}

reactor_17() {
  JAVA_HOME=$(jdk 17 17) ./mvnw -B -ntp -Dsurefire.rerunFailingTestsCount=1 clean verify
  remember "JDK 17" */target/surefire-reports/TEST-*.xml
}

# The tests of ipvs-netlink that need IPVS, dummy and ipip links, in a kernel that has them; what it skips is told as well.
kernel_tests() {
  SANDBOX_ID=$SANDBOX_ID-kernel examples/sandbox/kernel-tests.sh
  remember "User-mode Linux" ipvs-netlink/target/kernel-reports/*.xml
  python3 - <<'P'
import glob, sys, xml.etree.ElementTree as tree
ran = 0
for file in glob.glob('ipvs-netlink/target/kernel-reports/*.xml'):
    root = tree.parse(file).getroot()
    ran += sum(1 for case in root.iter('testcase') if case.find('skipped') is None)
print(f'{ran} tests in the kernel with IPVS')
sys.exit(0 if ran >= 100 else 1)
P
}

api_server() {
  local control_plane=$PWD/examples/sandbox/kubernetes/control-plane.sh
  trap '"$PWD/examples/sandbox/kubernetes/control-plane.sh" down' EXIT
  "$control_plane" up
  JAVA_HOME=$(jdk 17 17) KUBE_ROUTER_TEST_CONTROL_PLANE=$control_plane sandbox_outside ./mvnw -B -ntp -o \
    -pl k8s-sync -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest=ApiServerSourceIT test
  "$control_plane" down
  trap - EXIT
  python3 - <<'P'
import glob, sys, xml.etree.ElementTree as tree
root = tree.parse(glob.glob('k8s-sync/target/surefire-reports/TEST-*ApiServerSourceIT.xml')[0]).getroot()
ran = int(root.get('tests')) - int(root.get('skipped'))
print(f'{ran} tests against the real API server')
sys.exit(0 if ran >= 5 and root.get('skipped') == '0' else 1)
P
}

part "packages" packages
newer=$(jdk 21 99)
if $quick; then
  part "the reactor on JDK 17: tests, layers, formatting" reactor_17
  skips+=("all but the reactor on JDK 17: --quick was given")
else
  if [ -n "$newer" ]; then
    part "the reactor on the newer JDK: tests, Error Prone, NullAway" reactor_new
  else
    skips+=("the reactor on a JDK newer than 17: none is installed, and the distribution has none")
  fi
  part "the reactor on JDK 17: tests, layers, formatting" reactor_17
  part "ipvs-netlink in a kernel with IPVS" kernel_tests
  part "the quickstart, from a folder" ./quickstart.sh
  part "a Kubernetes API server, built from its modules" examples/sandbox/kubernetes/build.sh
  part "the cluster source against it" api_server
  part "the quickstart, from it" ./quickstart.sh --kubernetes
  part "the benchmarks, a short run" benchmarks/run.sh --smoke
  part "the kernel programmed beside its tools, a short run" env SKIP_BUILD=1 benchmarks/ipvs.sh --smoke
fi

echo
printf '%s\n' "${lines[@]}"
echo "skipped: ${#skips[@]}"
for s in "${skips[@]}"; do echo "  $s"; done
echo "passed only when run again: ${#second[@]}"
for s in "${second[@]}"; do echo "  $s"; done
if [ ${#second[@]} -gt $most_second ]; then
  echo "error: more than $most_second tests had to be run again: mend them" >&2
  exit 1
fi
echo "all passed, $((SECONDS - begun)) s"
