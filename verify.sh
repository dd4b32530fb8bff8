#!/usr/bin/env bash
# Installs what the tests need and runs them all: on JDK 17, on the newer JDK where there is one, and
# against the kernel of a User-mode Linux. Skips are counted and printed.
set -euo pipefail
cd "$(dirname "$0")"

need() { # program, package
  command -v "$1" >/dev/null 2>&1 || missing+=("$2")
}
missing=()
need mvn maven
need iptables iptables
need ipset ipset
need ipvsadm ipvsadm
need linux.uml user-mode-linux
need modprobe kmod
need ip iproute2
need bird bird2
need curl curl
compgen -G '/usr/lib/jvm/*17*/bin/javac' >/dev/null || missing+=(openjdk-17-jdk-headless)
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

jdk() { # feature version → home
  local home
  for home in /usr/lib/jvm/*; do
    if [ -x "$home/bin/javac" ] && grep -q "^JAVA_VERSION=\"$1" "$home/release" 2>/dev/null; then
      echo "$home"
      return
    fi
  done
}
skips=("ApiServerSourceIT (k8s-sync): wants a real API server in KUBE_ROUTER_TEST_KUBECONFIG")

echo "== unit tests, layers and formatting on JDK 17"
JAVA_HOME=$(jdk 17) ./mvnw -B -ntp clean verify

newer=$(jdk 25)
if [ -n "$newer" ]; then
  echo "== the same classes on JDK 25"
  JAVA_HOME=$newer ./mvnw -B -ntp -P '!errorprone' test
else
  skips+=("tests on JDK 25: none is installed")
fi

echo "== the agent in a User-mode Linux kernel"
examples/sandbox/kernel-test.sh

echo "skipped: ${#skips[@]}"
for s in "${skips[@]:-}"; do [ -z "$s" ] || echo "  $s"; done
