package dev.timonier.server.resource.core.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What holds for the options of the deletion in an eviction.
class EvictionOptionsTest {
  private static final String PODS = "/api/v1/namespaces/default/pods";

  @AutoClose private final TestServer server = new TestServer();
  private TestServer.Client client;

  @BeforeEach
  void createPod() {
    client = server.admin();
    client.post("/api/v1/namespaces/default/serviceaccounts", "{metadata: {name: default}}");
    var pod =
        "{metadata: {name: p}, spec: {nodeName: m, automountServiceAccountToken: false, containers:"
            + " [{name: c, image: i}]}}";
    assertThat(client.post(PODS, pod).code()).isEqualTo(201);
  }

  private TestServer.Answer evict(String options) {
    return evict("", options);
  }

  private TestServer.Answer evict(String query, String options) {
    return client.post(
        PODS + "/p/eviction" + query, "{metadata: {name: p}, deleteOptions: " + options + "}");
  }

  private boolean isMarked() {
    return PodConditions.isTrue(client.get(PODS + "/p").body(), "DisruptionTarget");
  }

  @Test
  void otherPodIsNeitherMarkedNorEvicted() {
    assertThat(evict("{preconditions: {uid: u}}").code()).isEqualTo(409);
    var changed = evict("{preconditions: {resourceVersion: '1'}}");
    assertThat(changed.code()).isEqualTo(409);
    assertThat(changed.message())
        .startsWith(
            "Operation cannot be fulfilled on Pod \"p\": the ResourceVersion in the precondition"
                + " (1) does not match");
    assertThat(isMarked()).isFalse();
  }

  @Test
  void otherPodThatItsBudgetDoesNotKeepIsToBeEvictedLater() {
    client.post(
        "/apis/policy/v1/namespaces/default/poddisruptionbudgets",
        "{metadata: {name: b}, spec: {selector: {}, unhealthyPodEvictionPolicy: AlwaysAllow}}");
    client.patch(PODS + "/p/status", "merge-patch+json", "{status: {phase: Running}}");
    var other = evict("{preconditions: {uid: u}}");
    assertThat(other.code()).isEqualTo(429);
    assertThat(other.message())
        .isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
    assertThat(evict("{preconditions: {uid: u, resourceVersion: '1'}}").code()).isEqualTo(409);
    assertThat(isMarked()).isFalse();
    assertThat(evict("{}").code()).isEqualTo(201);
  }

  @Test
  void podOfTheNamedVersionIsEvictedThoughTheMarkChangesIt() {
    var version = client.get(PODS + "/p").body().at("/metadata/resourceVersion").asText();
    var evicted = evict("{preconditions: {resourceVersion: '" + version + "'}}");
    assertThat(evicted.code()).isEqualTo(201);
    assertThat(client.get(PODS + "/p").body().path("metadata").has("deletionTimestamp")).isTrue();
  }

  @Test
  void optionsAreLookedAtWhenThePodIsMarked() {
    var odd = evict("{propagationPolicy: Odd}");
    assertThat(odd.code()).isEqualTo(422);
    assertThat(odd.message())
        .isEqualTo(
            "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value:"
                + " \"Odd\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
    assertThat(isMarked()).isTrue();
  }

  @Test
  void dryRunIsTheOneOfTheRequest() {
    assertThat(evict("{dryRun: [Some]}").message())
        .isEqualTo(
            "DeleteOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"Some\"]:"
                + " supported values: \"All\"");
    assertThat(evict("?dryRun=All", "{dryRun: [Some]}").message())
        .isEqualTo("Non-matching dry-run options in request and content: [All] and [Some]");
    assertThat(evict("?dryRun=All", "{dryRun: [All]}").code()).isEqualTo(201);
    assertThat(isMarked()).isFalse();
  }

  @Test
  void unreadablePodIsNotEvicted() {
    assertThat(evict("{ignoreStoreReadErrorWithClusterBreakingPotential: true}").message())
        .isEqualTo(
            "Eviction.policy \"p\" is invalid:"
                + " deleteOptions.ignoreStoreReadErrorWithClusterBreakingPotential: Invalid value:"
                + " true: can not be set for pod eviction, try after removing the option");
  }
}
