package dev.timonier.server.resource.coordination;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;

class LeaseRulesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static String object(String kind, String rest) {
    return "{apiVersion: coordination.k8s.io/v1, kind: %s, metadata: {name: x}, %s}"
        .formatted(kind, rest);
  }

  @RuleTable(
      """
          leaseDurationSeconds | 0 | 1 | spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0
          leaseTransitions | -1 | 0 | spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0
          """)
  void leases(Variation rule) {
    rule.within("spec").proveOnCreation(api, object("Lease", "spec: {}"));
  }

  @RuleTable(
      """
          leaseDurationSeconds | 0 | 1 | spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0
          leaseTransitions | -1 | 0 | spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0
          """)
  void changedLeases(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, object("Lease", "spec: {}"));
  }
}
