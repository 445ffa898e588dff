package dev.timonier.controllers.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import org.junit.jupiter.api.Test;

class TemplatePatchTest {
  private static final String TEMPLATE =
      """
      {"metadata":{"labels":{"app":"x"}},"spec":{"containers":[{"name":"c","image":"i:1",
      "resources":{},"terminationMessagePath":"/dev/termination-log",
      "terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],
      "restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst",
      "securityContext":{},"schedulerName":"default-scheduler"}}""";

  @Test
  void hashIsTheOneThatKubernetesGives() throws JsonProcessingException {
    assertThat(TemplatePatch.of(template()).hash(0)).isEqualTo("6f4b48c766");
  }

  @Test
  void collisionGivesAnotherHash() throws JsonProcessingException {
    var patch = TemplatePatch.of(template());
    assertThat(patch.hash(1)).isNotEqualTo(patch.hash(0));
  }

  @Test
  void storedDataAreTheSameAsThoseThatWereMade() throws JsonProcessingException {
    var patch = TemplatePatch.of(template());
    var stored = new ControllerRevision();
    stored.setData(new JsonMapper().readValue(patch.json(), Object.class));
    assertThat(TemplatePatch.of(stored)).isEqualTo(patch);
  }

  @Test
  void templateIsGivenBackAsItWas() throws JsonProcessingException {
    assertThat(TemplatePatch.of(template()).template()).isEqualTo(template());
  }

  private static PodTemplateSpec template() throws JsonProcessingException {
    return new JsonMapper().readValue(TEMPLATE, PodTemplateSpec.class);
  }
}
