package io.kuberouter.sync.translate;

import io.kuberouter.sync.config.AgentOptions;
import java.util.List;

/** What every node carries, whatever the cluster holds: devices, settings, chains, hooks. */
final class BaseTranslator {

  private final AgentOptions options;
  private final NodeFacts facts;
  private final String cniConf;

  BaseTranslator(AgentOptions options, NodeFacts facts, String cniConf) {
    this.options = options;
    this.facts = facts;
    this.cniConf = cniConf;
  }

  Translation translate() {
    BaseItems items = new BaseItems();
    if (options.common().runServiceProxy()) {
      new ProxyBaseTranslator(options, facts, items).translate();
    }
    if (options.common().runFirewall()) {
      new PolicyBaseTranslator(options, facts, items).translate();
    }
    if (options.common().runRouter()) {
      new RouterBaseTranslator(options, facts, cniConf, items).translate();
    }
    return new Translation(items.items(), List.of());
  }
}
