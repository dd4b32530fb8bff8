package io.kuberouter.sync.watch;

import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.LabelSelector;
import io.kuberouter.sync.cluster.NetworkPolicyView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.watch.Tree.FieldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** NetworkPolicy → a value. */
final class NetworkPolicyReader {

  private NetworkPolicyReader() {}

  static NetworkPolicyView policy(ObjectKey key, Tree tree) {
    Tree spec = tree.get("spec");
    List<String> types = spec.get("policyTypes").texts();
    for (String type : types) {
      if (!type.equals("Ingress") && !type.equals("Egress")) {
        throw new FieldException("spec.policyTypes", "Ingress or Egress", type);
      }
    }
    // without the list: ingress always, egress when there are egress rules (the API's default)
    boolean egress =
        types.isEmpty() ? !spec.get("egress").list().isEmpty() : types.contains("Egress");
    boolean ingress = types.isEmpty() || types.contains("Ingress");
    return new NetworkPolicyView(
        key,
        selector(spec.get("podSelector")),
        ingress ? Optional.of(rules(spec.get("ingress"), "from")) : Optional.empty(),
        egress ? Optional.of(rules(spec.get("egress"), "to")) : Optional.empty());
  }

  private static List<NetworkPolicyView.Rule> rules(Tree list, String side) {
    List<NetworkPolicyView.Rule> rules = new ArrayList<>();
    for (Tree rule : list.list()) {
      rules.add(
          new NetworkPolicyView.Rule(
              rule.get(side).list().stream().map(NetworkPolicyReader::peer).toList(),
              rule.get("ports").list().stream().map(NetworkPolicyReader::port).toList()));
    }
    return rules;
  }

  private static NetworkPolicyView.Peer peer(Tree tree) {
    Tree namespaces = tree.get("namespaceSelector");
    Tree pods = tree.get("podSelector");
    Tree block = tree.get("ipBlock");
    if (namespaces.exists() || pods.exists()) {
      if (block.exists()) {
        throw new FieldException(tree.path() + ": ipBlock stands alone, without selectors");
      }
      return new NetworkPolicyView.Peer.Pods(
          namespaces.exists() ? Optional.of(selector(namespaces)) : Optional.empty(),
          selector(pods));
    }
    if (!block.exists()) {
      throw new FieldException(
          tree.path() + ": a peer needs podSelector, namespaceSelector or ipBlock");
    }
    Cidr cidr = cidr(block.get("cidr"));
    List<Cidr> except = block.get("except").list().stream().map(NetworkPolicyReader::cidr).toList();
    for (Cidr e : except) {
      if (!cidr.contains(e.network()) || e.length() <= cidr.length()) {
        throw new FieldException(block.path() + ".except: " + e + " does not lie within " + cidr);
      }
    }
    return new NetworkPolicyView.Peer.IpBlock(cidr, except);
  }

  private static Cidr cidr(Tree tree) {
    try {
      return Cidr.parse(tree.text(""));
    } catch (IllegalArgumentException e) {
      throw new FieldException(tree.path(), "a CIDR (address/length)", tree.value());
    }
  }

  private static NetworkPolicyView.Port port(Tree tree) {
    String protocol = Fields.protocol(tree);
    if (!Set.of("TCP", "UDP", "SCTP").contains(protocol)) {
      throw new FieldException(tree.path() + ".protocol", "TCP, UDP or SCTP", protocol);
    }
    Tree port = tree.get("port");
    Tree end = tree.get("endPort");
    if (!port.exists()) {
      if (end.exists()) {
        throw new FieldException(tree.path() + ": endPort needs a port to begin with");
      }
      return new NetworkPolicyView.Port.All(protocol);
    }
    if (port.value() instanceof String name) {
      if (name.chars().noneMatch(Character::isLetter)) {
        throw new FieldException(port.path(), "a number, or a name with a letter", name);
      }
      if (end.exists()) {
        throw new FieldException(tree.path() + ": endPort needs a number as port");
      }
      return new NetworkPolicyView.Port.Named(protocol, name);
    }
    int first = Fields.portNumber(port);
    int last = end.exists() ? Fields.portNumber(end) : first;
    if (last < first) {
      throw new FieldException(tree.path() + ": endPort " + last + " is below port " + first);
    }
    return new NetworkPolicyView.Port.Range(protocol, first, last);
  }

  private static LabelSelector selector(Tree tree) {
    List<LabelSelector.Requirement> expressions = new ArrayList<>();
    for (Tree e : tree.get("matchExpressions").list()) {
      String text = e.get("operator").text("");
      LabelSelector.Operator operator =
          switch (text) {
            case "In" -> LabelSelector.Operator.IN;
            case "NotIn" -> LabelSelector.Operator.NOT_IN;
            case "Exists" -> LabelSelector.Operator.EXISTS;
            case "DoesNotExist" -> LabelSelector.Operator.DOES_NOT_EXIST;
            default ->
                throw new FieldException(
                    e.path() + ".operator", "In, NotIn, Exists or DoesNotExist", text);
          };
      String key = e.get("key").text("");
      if (key.isEmpty()) {
        throw new FieldException(e.path() + ".key: an expression without a key");
      }
      List<String> values = e.get("values").list().stream().map(v -> v.text("")).toList();
      if (text.endsWith("In") == values.isEmpty()) {
        String wrong = values.isEmpty() ? " needs values" : " takes no values";
        throw new FieldException(e.path() + ".values: " + text + wrong);
      }
      expressions.add(new LabelSelector.Requirement(key, operator, values));
    }
    return new LabelSelector(tree.get("matchLabels").strings(), expressions);
  }
}
