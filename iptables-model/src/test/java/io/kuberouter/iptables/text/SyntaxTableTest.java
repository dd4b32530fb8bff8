package io.kuberouter.iptables.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.TypedRules;
import io.kuberouter.iptables.canonical.Canonicalizer;
import io.kuberouter.iptables.match.HeaderMatch;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.match.UnknownMatch;
import io.kuberouter.iptables.syntax.OptionName;
import io.kuberouter.iptables.syntax.Syntax;
import io.kuberouter.iptables.target.Goto;
import io.kuberouter.iptables.target.Jump;
import io.kuberouter.iptables.target.Target;
import io.kuberouter.iptables.target.UnknownTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every record has a syntax in the list, every syntax and option a sample that was really listed.
 */
class SyntaxTableTest {

  /** Not in this lab's kernels, or the tool has no data for it here; see the sample below. */
  private static final List<String> MORE =
      List.of(
          "4 -m ipvs --vproto 6 --vaddr 10.0.0.1/32 --vport 80 --vdir ORIGINAL --vmethod MASQ",
          "4 -m ipvs ! --ipvs --vportctl 21",
          "4 -m nfacct --nfacct-name object",
          "4 -m cgroup ! --path \"system/one\"",
          "4 -m bpf --object-pinned /sys/fs/bpf/one",
          "4 -p tcp -j CT --timeout policy0",
          "4 -j SECMARK --selctx system_u:object_r:x:s0",
          "4 -j SET --map-set testset src --map-mark --map-prio --map-queue",
          "4 -m ipcomp --ipcompspi 1 --compres",
          "6 -p mobility-header -m mh --mh-type 4",
          "4 -m statistic --mode nth --every 5 --packet 0",
          "4 -m set --match-set testset src --packets-eq 1 --bytes-lt 5",
          "6 -m srh --srh-hdr-len-eq 8 --srh-segs-left-gt 1 --srh-last-entry-eq 4 --srh-lsid c::/64",
          "6 -m srh --srh-hdr-len-lt 8 --srh-segs-left-lt 1 --srh-last-entry-gt 4",
          "4 -j NFLOG --nflog-range 64",
          "4 -m hashlimit --hashlimit-above 5/sec --hashlimit-burst 5 --hashlimit-name x"
              + " --hashlimit-dstmask 9 --hashlimit-rate-match --hashlimit-rate-interval 3",
          "6 -m hl --hl-gt 4",
          "4 -m ttl --ttl-lt 4",
          "4 -m rateest --rateest-delta --rateest RE1 --rateest-bps1 1000Kbit --rateest-lt"
              + " --rateest-bps2 2000Kbit",
          "4 -j QUEUE",
          "6 -j LED --led-trigger-id \"ssh\"",
          "4 -j LED --led-trigger-id \"a \\\"b\\\" \\\\ c\" --led-delay 1000 --led-always-blink",
          "4 -j LED --led-trigger-id \"ssh\" --led-delay -1294967296",
          "4 -j CLUSTERIP",
          "4 -j CLUSTERIP --new --hashmode sourceip-sourceport-destport --clustermac"
              + " 01:AB:00:00:00:00 --total-nodes 2 --local-node 1 --hash-init 4000000000",
          "4 -m recent --rcheck --name x --mask 255.255.255.255 --rsource");

  private static List<Object> samples(List<String> texts) throws Exception {
    List<Object> values = new ArrayList<>();
    for (TypedRules sample : TypedRules.all()) {
      texts.add(sample.typed());
      texts.add(sample.listed());
      Rule rule = RuleText.parse(sample.family(), sample.listed());
      values.addAll(rule.matches());
      rule.target().ifPresent(values::add);
    }
    for (String more : MORE) {
      texts.add(more);
      IpFamily family = more.charAt(0) == '4' ? IpFamily.IPV4 : IpFamily.IPV6;
      Rule rule = RuleText.parse(family, more.substring(2));
      assertThat(RuleText.format(rule)).isEqualTo(more.substring(2));
      values.addAll(rule.matches());
      rule.target().ifPresent(values::add);
    }
    return values;
  }

  private static void leaves(Class<?> type, Set<Class<?>> into) {
    if (type.isSealed()) {
      Arrays.stream(type.getPermittedSubclasses()).forEach(sub -> leaves(sub, into));
    } else {
      into.add(type);
    }
  }

  @Test
  void everyRecordHasASyntaxAndASample() throws Exception {
    Set<Class<?>> records = new HashSet<>();
    leaves(Match.class, records);
    leaves(Target.class, records);
    Set<Class<?>> header = new HashSet<>();
    leaves(HeaderMatch.class, header);
    Set<Class<?>> sampled = new HashSet<>();
    samples(new ArrayList<>()).forEach(value -> sampled.add(value.getClass()));
    assertThat(sampled).containsAll(header);
    records.removeAll(header);
    records.removeAll(Set.of(UnknownMatch.class, UnknownTarget.class, Jump.class, Goto.class));
    Set<Class<?>> listed = new HashSet<>();
    SyntaxTable.MATCHES.forEach(s -> listed.add(s.type()));
    SyntaxTable.TARGETS.forEach(s -> listed.add(s.type()));
    assertThat(listed).isEqualTo(records);
    assertThat(sampled).containsAll(records).doesNotContain(UnknownMatch.class);
  }

  @Test
  void whatTheLabsKernelsLackIsReadAsTheToolReadsIt() throws Exception {
    assertThat(
            RuleText.format(
                RuleText.parse(IpFamily.IPV4, "-j LED --led-trigger-id ssh --led-delay infinite")))
        .isEqualTo("-j LED --led-trigger-id \"ssh\" --led-delay -1");
    assertThat(
            RuleText.format(
                RuleText.parse(
                    IpFamily.IPV4,
                    "-j CLUSTERIP --new --hashmode sourceip --clustermac 01:00:5e:00:00:20"
                        + " --total-nodes 2 --local-node 1")))
        .isEqualTo(
            "-j CLUSTERIP --new --hashmode sourceip --clustermac 01:00:5E:00:00:20"
                + " --total-nodes 2 --local-node 1 --hash-init 0");
  }

  @Test
  void everyOptionIsInASample() throws Exception {
    List<String> texts = new ArrayList<>();
    samples(texts);
    Set<String> words = new HashSet<>();
    texts.forEach(text -> words.addAll(List.of(text.split("[ =]"))));
    Set<String> missing = new TreeSet<>();
    List<Syntax<?>> all = new ArrayList<>(SyntaxTable.MATCHES);
    all.addAll(SyntaxTable.TARGETS);
    for (Syntax<?> syntax : all) {
      for (OptionName option : syntax.options()) {
        if (words.stream().noneMatch(option::is)) {
          missing.add(syntax.name() + " " + option.name());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void whatIsTypedBecomesWhatIsListed() throws Exception {
    for (TypedRules sample : TypedRules.all()) {
      Rule typed =
          Canonicalizer.canonical(sample.family(), RuleText.parse(sample.family(), sample.typed()));
      assertThat(RuleText.format(typed)).as(sample.typed()).isEqualTo(sample.listed());
      Rule listed = RuleText.parse(sample.family(), sample.listed());
      assertThat(listed).as(sample.typed()).isEqualTo(typed).hasSameHashCodeAs(typed);
      assertThat(Canonicalizer.canonical(sample.family(), listed)).isSameAs(listed);
    }
  }
}
