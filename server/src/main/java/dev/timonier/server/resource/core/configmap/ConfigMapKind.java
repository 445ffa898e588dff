package dev.timonier.server.resource.core.configmap;

import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;

/// The rules and columns of ConfigMaps.
public final class ConfigMapKind {
  public static final KindRules RULES =
      new KindRules(
          new ConfigMapStrategy(),
          ColumnTable.named()
              .text(
                  "Data",
                  "The number of keys",
                  map -> map.path("data").size() + map.path("binaryData").size())
              .age());

  private ConfigMapKind() {}
}
