package dev.timonier.server.resource.apps.statefulset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StatefulSetWarningsTest {
  private static final String SET =
      """
      {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}, spec: {replicas: 1,
        selector: {matchLabels: {b: c}}, revisionHistoryLimit: -1,
        template: {metadata: {labels: {b: c}}, spec: {hostname: A, subdomain: B,
          containers: [{name: c, image: i}], nodeSelector: {beta.kubernetes.io/os: o}}},
        volumeClaimTemplates: [{metadata: {name: data}, spec: {
          accessModes: [ReadWriteOnce], resources: {requests: {storage: 1500m}}}}]}}
      """;
  private static final String LABEL =
      "spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use"
          + " \"kubernetes.io/os\" instead";
  private static final String BYTES =
      "resources.requests[storage]: fractional byte value \"1500m\" is invalid, must be an integer";
  private static final String HISTORY =
      "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is"
          + " recommended";

  @AutoClose private final LocalApi api = new LocalApi();

  @Test
  void oddSetsAreWarnedOf() {
    api.create(SET);
    assertThat(api.warnings())
        .containsExactly(LABEL, "spec.volumeClaimTemplates[0]." + BYTES, HISTORY);
    api.update(SET);
    assertThat(api.warnings())
        .containsExactly("spec.volumeClaimTemplates[0].Spec." + BYTES, HISTORY);
    api.update(SET.replace("replicas: 1", "replicas: 2"));
    assertThat(api.warnings())
        .containsExactly(LABEL, "spec.volumeClaimTemplates[0].Spec." + BYTES, HISTORY);
  }
}
