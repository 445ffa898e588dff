package dev.timonier.server.resource.apiregistration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ApiServiceKindTest {
  private static final String NUMBERS = "groupPriorityMinimum: 100, versionPriority: 10";

  @AutoClose private final LocalApi api = new LocalApi();

  private record Case(String name, String object, String spec, List<String> faults) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> CREATIONS =
      List.of(
          new Case("local", "v1.g", "group: g, version: v1, " + NUMBERS, List.of()),
          new Case(
              "other name",
              "x",
              "group: g, version: v1, " + NUMBERS,
              List.of(
                  "metadata.name: Invalid value: \"x\": must be `spec.version+\".\"+spec.group`: \"v1.g\"")),
          new Case(
              "no group",
              "v2.",
              "version: v2, " + NUMBERS,
              List.of(
                  "spec.group: Required value: only v1 may have an empty group and it better be legacy kube")),
          new Case(
              "priorities",
              "v1.g",
              "group: g, version: v1, groupPriorityMinimum: 20001",
              List.of(
                  "spec.groupPriorityMinimum: Invalid value: 20001: must be positive and less than 20000",
                  "spec.versionPriority: Invalid value: 0: must be positive and less than 1000")),
          new Case(
              "authority of nobody",
              "v1.g",
              "group: g, version: v1, caBundle: YWI=, " + NUMBERS,
              List.of(
                  "spec.caBundle: Invalid value: \"2 bytes\": local APIServices may not have a caBundle")),
          new Case(
              "service",
              "v1.g",
              "group: g, version: v1, insecureSkipTLSVerify: true, caBundle: YWI=, service: {name: s, port: 70000}, "
                  + NUMBERS,
              List.of(
                  "spec.service.namespace: Required value",
                  "spec.service.port: Invalid value: 70000: port is not valid: must be between 1 and 65535, inclusive",
                  "spec.insecureSkipTLSVerify: Invalid value: true: may not be true if caBundle is present")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newApiServicesKeepTheirRules(Case c) {
    assertThat(LocalApi.faults(() -> create(c.object(), c.spec()))).isEqualTo(c.faults());
  }

  private String create(String name, String spec) {
    return api.create(
            "{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: %s}, spec: {%s}}"
                .formatted(name, spec))
        .toString();
  }

  @Test
  void whatTheServerServesItselfIsAvailable() {
    create("v1.g", "group: g, version: v1, " + NUMBERS);
    var object = api.get("apiVersion: apiregistration.k8s.io/v1, kind: APIService", "v1.g");
    assertThat(object.path("status").path("conditions").path(0).path("reason").asText())
        .isEqualTo("Local");
    assertThat(api.cells(object.toString()).subList(0, 3)).containsExactly("v1.g", "Local", "True");
  }

  @Test
  void serviceHasThePortOfHttps() {
    assertThat(
            create("v1.g", "group: g, version: v1, service: {name: s, namespace: 'n'}, " + NUMBERS))
        .contains("\"port\":443")
        .doesNotContain("Local");
  }
}
