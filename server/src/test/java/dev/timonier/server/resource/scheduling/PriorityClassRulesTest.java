package dev.timonier.server.resource.scheduling;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;

class PriorityClassRulesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static String object(String kind, String rest) {
    return "{apiVersion: scheduling.k8s.io/v1, kind: %s, metadata: {name: x}, %s}"
        .formatted(kind, rest);
  }

  @RuleTable(
      """
          value | 1000000001 | 1000000000 | value: Forbidden: maximum allowed value of a user defined priority is 1000000000
          preemptionPolicy | Odd | Never | preemptionPolicy: Unsupported value: "Odd": supported values: "PreemptLowerPriority", "Never"
          """)
  void priorityClasses(Variation rule) {
    rule.proveOnCreation(api, object("PriorityClass", "value: 1"));
  }

  @RuleTable(
      """
          value | 2 | 1 | value: Forbidden: may not be changed in an update.
          preemptionPolicy | Never | PreemptLowerPriority | preemptionPolicy: Invalid value: "Never": field is immutable
          """)
  void changedPriorityClasses(Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, object("PriorityClass", "value: 1"));
  }

  @RuleTable(
      """
          value | 1 | 2000000000 | metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: value of system-cluster-critical PriorityClass must be 2000000000
          globalDefault | true | false | metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: globalDefault of system-cluster-critical PriorityClass must be false
          """)
  void systemPriorityClasses(Variation rule) {
    var known = object("PriorityClass", "value: 2000000000");
    rule.proveOnCreation(api, known.replace("name: x", "name: system-cluster-critical"));
  }
}
