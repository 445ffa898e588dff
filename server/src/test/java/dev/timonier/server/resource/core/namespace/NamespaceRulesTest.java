package dev.timonier.server.resource.core.namespace;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceRulesTest {
  private static final String NAMESPACE =
      "{apiVersion: v1, kind: Namespace, metadata: {name: a, finalizers: [a.io/b]}}";

  @AutoClose private final LocalApi api = new LocalApi();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          MAIN | metadata.finalizers | [mine] | [a.io/mine] | metadata.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified & metadata.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified
          STATUS | status.phase | Terminating | Active | status.Phase: Invalid value: "Terminating": may only be 'Active' if `deletionTimestamp` is empty
          FINALIZE | spec.finalizers | [mine] | [a.io/mine] | spec.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified
          FINALIZE | spec.finalizers | [a b/c] | [kubernetes] | spec.finalizers[0]: Invalid value: "a b/c": prefix part <subdomain>
          """)
  void namespacesChangeByTheRules(Part part, String place, String bad, String good, String faults) {
    new Variation(place, bad, good, faults).proveOnUpdate(api, part, NAMESPACE);
  }

  @RuleTable(
      """
          metadata.name | a.b | a | metadata.name: Invalid value: "a.b": must not contain dots
          spec.finalizers | [mine] | [a.io/mine] | spec.finalizers: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified
          """)
  void newNamespacesKeepTheirRules(Variation rule) {
    rule.proveOnCreation(api, "{apiVersion: v1, kind: Namespace, metadata: {name: a}}");
  }
}
