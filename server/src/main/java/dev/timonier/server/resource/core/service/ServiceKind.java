package dev.timonier.server.resource.core.service;

import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;

/// The rules and columns of Services.
public final class ServiceKind {
  public static final KindRules RULES =
      new KindRules(
          new ServiceStrategy(),
          ColumnTable.named()
              .text("Type", "Type determines how the Service is exposed", ServiceCells::type)
              .text("Cluster-IP", "The first cluster IP", ServiceCells::clusterIp)
              .text(
                  "External-IP",
                  "Where the Service is reached from outside",
                  ServiceCells::externalIp)
              .text("Port(s)", "The ports that are exposed", ServiceCells::ports)
              .age()
              .wide(
                  "Selector", "The labels of the pods behind the Service", ServiceCells::selector));

  private ServiceKind() {}
}
