package io.kuberouter.sync.translate;

/** The two sides that a policy judges; each has a chain of its own. */
enum PolicySide {
  INGRESS("ingress", "DST", "SRC"),
  EGRESS("egress", "SRC", "DST");

  final String word;
  final String target;
  final String peer;

  PolicySide(String word, String target, String peer) {
    this.word = word;
    this.target = target;
    this.peer = peer;
  }
}
