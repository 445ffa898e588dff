package dev.timonier.server.resource.apps.statefulset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ClaimTemplatesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static String set(String mounted) {
    return """
        {apiVersion: apps/v1, kind: StatefulSet, metadata: {namespace: default, name: a}, spec: {
          selector: {matchLabels: {b: c}},
          template: {metadata: {labels: {b: c}}, spec: {containers: [
            {name: c, image: i, volumeMounts: [{name: %s, mountPath: /d}]}]}},
          volumeClaimTemplates: [{metadata: {name: data}, spec: {
            accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}}
        """
        .formatted(mounted);
  }

  @Test
  void claimsMayBeMounted() {
    var spec = api.create(set("data")).path("spec");
    assertThat(spec.at("/template/spec").has("volumes")).isFalse();
  }

  @Test
  void whatIsNoClaimMayNotBeMounted() {
    assertThat(LocalApi.faults(() -> api.create(set("other"))))
        .containsExactly(
            "spec.template.spec.containers[0].volumeMounts[0].name: Not found: \"other\"");
  }

  @Test
  void namesOfHostsThatTheControllerGivesAreNotLookedAt() {
    var set = set("data").replace("{containers:", "{hostname: A, subdomain: B_, containers:");
    assertThat(api.create(set).at("/spec/template/spec/hostname").asText()).isEqualTo("A");
  }

  @Test
  void howManyPodsMayBeUnavailableIsNotAsked() {
    var set =
        set("data")
            .replace("spec: {\n", "spec: {updateStrategy: {rollingUpdate: {maxUnavailable: 2}},");
    var strategy = api.create(set).at("/spec/updateStrategy/rollingUpdate");
    assertThat(strategy.toString()).isEqualTo("{\"partition\":0}");
  }

  @Test
  void statusOfClaimsIsKept() {
    var claim = "status: {phase: Bound, capacity: {storage: 2Gi}}, metadata: {name: data}";
    var set = api.create(set("data").replace("metadata: {name: data}", claim));
    assertThat(set.at("/spec/volumeClaimTemplates/0/status").toString())
        .isEqualTo("{\"phase\":\"Bound\",\"capacity\":{\"storage\":\"2Gi\"}}");
  }
}
