#!/usr/bin/env bash
# Runs the tests of ipvs-netlink that need IPVS or dummy links in the sandbox's kernel, with JUnit's console launcher over
# the classes that Maven has built: kernel-tests.sh [class name pattern]
set -euo pipefail
SANDBOX_ID=${SANDBOX_ID:-kernel-tests}
SANDBOX_NODES=${SANDBOX_NODES:-0}
# shellcheck source=sandbox.sh
. "$(dirname "$0")/sandbox.sh"

pattern=${1:-'.*(Kernel.*Test|ContractTest)'}
module=$sandbox_top/ipvs-netlink
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
export JAVA_HOME=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}

[ -d "$module/target/test-classes" ] || { sandbox_say "error: build first: ./mvnw -pl ipvs-netlink -am test-compile"; exit 1; }
"$sandbox_top/mvnw" -q -B -ntp -o -f "$sandbox_top/pom.xml" -pl ipvs-netlink dependency:build-classpath \
  -Dmdep.outputFile="$module/target/test.classpath" </dev/null

trap sandbox_down EXIT
sandbox_up
status=0
sandbox_on sh -c "modprobe -a fou fou6 ip_vs_mh ip_vs_pe_sip nfnetlink_log nf_conntrack_netlink ip_set 2>/dev/null; cd /tmp && exec $java \
  -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx512m -cp '$module/target/test-classes:$module/target/classes:$(cat "$module/target/test.classpath")' \
  ${KERNEL_TESTS_OPTIONS:-} org.junit.platform.console.ConsoleLauncher execute --scan-classpath '$module/target/test-classes' \
  --include-classname '$pattern' --details ${KERNEL_TESTS_DETAILS:-summary} --disable-banner --reports-dir '$SANDBOX_FOLDER/reports'" </dev/null || status=$?
mkdir -p "$module/target/kernel-reports"
cp "$SANDBOX_FOLDER"/reports/*.xml "$module/target/kernel-reports/"
exit "$status"
