package dev.timonier.server.resource.coordination;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.fixture.Variations;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseRulesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static String object(String kind, String rest) {
    return "{apiVersion: coordination.k8s.io/v1, kind: %s, metadata: {name: x}, %s}"
        .formatted(kind, rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          leaseDurationSeconds | 0 | 1 | spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0
          leaseTransitions | -1 | 0 | spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0
          """)
  void leases(@AggregateWith(Variations.class) Variation rule) {
    rule.within("spec").proveOnCreation(api, object("Lease", "spec: {}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          leaseDurationSeconds | 0 | 1 | spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0
          leaseTransitions | -1 | 0 | spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0
          """)
  void changedLeases(@AggregateWith(Variations.class) Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, object("Lease", "spec: {}"));
  }
}
