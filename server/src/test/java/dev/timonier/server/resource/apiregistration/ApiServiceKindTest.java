package dev.timonier.server.resource.apiregistration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ApiServiceKindTest {
  private static final String NUMBERS = "groupPriorityMinimum: 100, versionPriority: 10";

  @AutoClose private final LocalApi api = new LocalApi();

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

  @Test
  void changeNamesTheVersionThatItChanges() {
    create("v1.g", "group: g, version: v1, " + NUMBERS);
    var object = api.get("apiVersion: apiregistration.k8s.io/v1, kind: APIService", "v1.g");
    ((ObjectNode) object.path("metadata")).remove("resourceVersion");
    assertThat(LocalApi.faults(() -> api.update(Part.MAIN, object)))
        .containsExactly(
            "metadata.resourceVersion: Invalid value: 0: must be specified for an update");
  }
}
