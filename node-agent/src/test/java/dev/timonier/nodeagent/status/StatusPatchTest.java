package dev.timonier.nodeagent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import org.junit.jupiter.api.Test;

class StatusPatchTest {
  private static PodStatus phase(String phase) {
    return new PodStatusBuilder().withPhase(phase).build();
  }

  private static PodCondition condition(String type, String status) {
    return new PodConditionBuilder().withType(type).withStatus(status).build();
  }

  @Test
  void sameStatusNeedsNoPatch() {
    assertThat(StatusPatch.between("u", phase("Running"), phase("Running"))).isEmpty();
  }

  @Test
  void changedFieldIsSetOnThatPodAlone() {
    assertThat(StatusPatch.between("u", phase("Pending"), phase("Running")))
        .contains("{\"metadata\":{\"uid\":\"u\"},\"status\":{\"phase\":\"Running\"}}");
  }

  @Test
  void goneFieldIsCleared() {
    var before = new PodStatusBuilder().withPhase("Failed").withReason("Evicted").build();
    assertThat(StatusPatch.between("u", before, phase("Failed")))
        .contains("{\"metadata\":{\"uid\":\"u\"},\"status\":{\"reason\":null}}");
  }

  @Test
  void conditionThatNoLongerHasReasonLosesIt() {
    var unready =
        new PodConditionBuilder().withType("Ready").withStatus("False").withReason("x").build();
    var before = new PodStatusBuilder().withConditions(unready).build();
    var after = new PodStatusBuilder().withConditions(condition("Ready", "True")).build();
    assertThat(StatusPatch.between("u", before, after).orElseThrow())
        .contains("\"status\":\"True\"", "\"reason\":null", "\"message\":null");
  }

  @Test
  void conditionsOfOthersAreLeftAlone() {
    var before =
        new PodStatusBuilder().withConditions(condition("example.com/gate", "True")).build();
    var after =
        new PodStatusBuilder()
            .withConditions(condition("example.com/gate", "False"), condition("Ready", "True"))
            .build();
    assertThat(StatusPatch.between("u", before, after).orElseThrow())
        .contains("Ready")
        .doesNotContain("gate");
  }

  @Test
  void fieldsOfOthersAreLeftAlone() {
    var before = new PodStatusBuilder().withNominatedNodeName("node-2").build();
    assertThat(StatusPatch.between("u", before, new PodStatus())).isEmpty();
  }

  @Test
  void changedAddressReplacesTheOldOne() {
    var before = new PodStatusBuilder().addNewPodIP("10.0.0.1").build();
    var after = new PodStatusBuilder().addNewPodIP("10.0.0.2").build();
    assertThat(StatusPatch.between("u", before, after).orElseThrow())
        .contains("\"podIPs\":[{\"$patch\":\"replace\"},{\"ip\":\"10.0.0.2\"}]");
    assertThat(StatusPatch.between("u", new PodStatus(), after).orElseThrow())
        .contains("\"podIPs\":[{\"ip\":\"10.0.0.2\"}]");
  }
}
