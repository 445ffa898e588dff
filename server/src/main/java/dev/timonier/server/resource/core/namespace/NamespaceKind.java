package dev.timonier.server.resource.core.namespace;

import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;

/// The rules and columns of Namespaces.
public final class NamespaceKind {
  public static final KindRules RULES =
      new KindRules(
          new NamespaceStrategy(),
          ColumnTable.named()
              .text(
                  "Status",
                  "The status of the namespace",
                  namespace -> namespace.path("status").path("phase").asText())
              .age());

  private NamespaceKind() {}
}
