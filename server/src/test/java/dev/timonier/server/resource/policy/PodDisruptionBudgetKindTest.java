package dev.timonier.server.resource.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PodDisruptionBudgetKindTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private record Case(String fields, List<String> faults) {
    @Override
    public String toString() {
      return fields;
    }
  }

  private static Case of(String fields, String... faults) {
    return new Case(fields, List.of(faults));
  }

  private static String budget(String name, String rest) {
    return "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {namespace: default, name: %s}, %s}"
        .formatted(name, rest);
  }

  @Test
  void namesNeedNoFormat() {
    assertThat(api.create(budget("Bad_Name", "spec: {}")).at("/metadata/name").asText())
        .isEqualTo("Bad_Name");
    assertThat(LocalApi.faults(() -> api.create(budget("'%'", "spec: {}"))))
        .containsExactly("metadata.name: Invalid value: \"%\": may not contain '%'");
  }

  private static String condition(String fields) {
    return "{type: T, status: 'True', reason: R, message: m, lastTransitionTime: '2024-01-01T00:00:00Z', %s}"
        .formatted(fields);
  }

  static final List<Case> CONDITIONS =
      List.of(
          of(condition("observedGeneration: 1")),
          of(
              "{type: a b, status: Maybe, reason: 1 R}",
              "status.conditions[0].type: Invalid value: \"a b\": name part must consist of"
                  + " alphanumeric characters, '-', '_' or '.', and must start and end with an"
                  + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used"
                  + " for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
              "status.conditions[0].status: Unsupported value: \"Maybe\": supported values:"
                  + " \"False\", \"True\", \"Unknown\"",
              "status.conditions[0].lastTransitionTime: Required value",
              "status.conditions[0].reason: Invalid value: \"1 R\": a condition reason must start"
                  + " with alphabetic character, optionally followed by a string of alphanumeric"
                  + " characters or '_,:', and must end with an alphanumeric character or '_' (e.g."
                  + " 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or"
                  + " 'ReasonA:ReasonB', regex used for validation is"
                  + " '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?')"),
          of(
              condition("observedGeneration: -1"),
              "status.conditions[0].observedGeneration: Invalid value: -1: must be greater than or"
                  + " equal to 0"),
          of(
              condition("") + ", " + condition(""),
              "status.conditions[1].type: Duplicate value: \"T\""));

  @ParameterizedTest
  @FieldSource("CONDITIONS")
  void conditionsKeepTheirRules(Case c) {
    api.create(budget("a", "spec: {}"));
    var patch = budget("a", "status: {conditions: [" + c.fields() + "]}");
    assertThat(LocalApi.faults(() -> api.patch(Part.STATUS, patch))).isEqualTo(c.faults());
  }
}
