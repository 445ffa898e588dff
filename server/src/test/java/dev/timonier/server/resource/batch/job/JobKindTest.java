package dev.timonier.server.resource.batch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobKindTest {
  private static final String TEMPLATE =
      "template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}";

  @AutoClose private final LocalApi api = new LocalApi();

  @BeforeEach
  void createJob() {
    api.create(job("a", "spec: {" + TEMPLATE + "}"));
  }

  private static String job(String name, String rest) {
    return "{apiVersion: batch/v1, kind: Job, metadata: {namespace: default, name: %s}, %s}"
        .formatted(name, rest);
  }

  @Test
  void changedJobsAreExaminedTwice() {
    var fault = "spec.parallelism: Invalid value: -1: must be greater than or equal to 0";
    assertThat(LocalApi.faults(() -> api.patch(job("a", "spec: {parallelism: -1}"))))
        .containsExactly(fault, fault);
    assertThat(LocalApi.faults(() -> api.patch(job("a", "spec: {parallelism: 0}")))).isEmpty();
  }

  @Test
  void templatesThatChangeAreShownWhole() {
    var change = "spec: {template: {spec: {nodeSelector: {d: e}}}}";
    assertThat(LocalApi.faults(() -> api.patch(job("a", change))))
        .singleElement()
        .asString()
        .startsWith(
            "spec.template: Invalid value: {\"labels\":{\"batch.kubernetes.io/controller-uid\":")
        .contains(
            "\"job-name\":\"a\"},\"Spec\":{\"Volumes\":null,\"InitContainers\":null,\"Containers\":[{\"Name\":\"c\","
                + "\"Image\":\"i\",\"Command\":null,")
        .contains(
            "\"DNSPolicy\":\"ClusterFirst\",\"NodeSelector\":{\"d\":\"e\"},\"ServiceAccountName\":\"\","
                + "\"AutomountServiceAccountToken\":null,\"NodeName\":\"\",\"SecurityContext\":"
                + "{\"HostNetwork\":false,\"HostPID\":false,\"HostIPC\":false,"
                + "\"ShareProcessNamespace\":null,\"HostUsers\":null,\"SELinuxOptions\":null,")
        .endsWith(": field is immutable");
  }

  private static String suspended(String spec) {
    return job(
        "b",
        """
        spec: {suspend: true, template: {metadata: {labels: {l: m}}, spec: {restartPolicy: Never,
          containers: [{name: c, image: i, resources: {requests: {cpu: '2'}}}]%s}}}"""
            .formatted(spec));
  }

  private List<String> changing(String template) {
    return LocalApi.faults(() -> api.patch(job("b", "spec: {template: " + template + "}")));
  }

  @Test
  void waitingJobsMayBePlacedAndResized() {
    api.create(suspended(", affinity: {podAntiAffinity: {}}"));
    assertThat(changing("{metadata: {annotations: {a: b}}, spec: {nodeSelector: {d: e}}}"))
        .isEmpty();
    assertThat(changing("{spec: {affinity: {nodeAffinity: {}}, tolerations: [{key: k}]}}"))
        .isEmpty();
    var resized = "{spec: {containers: [{name: c, image: i, resources: {requests: {cpu: '4'}}}]}}";
    assertThat(changing(resized)).isEmpty();
    assertThat(changing("{spec: {containers: [{name: c, image: other}]}}"))
        .singleElement()
        .asString()
        .startsWith("spec.template.spec: Invalid value: {\"Volumes\":null,");
    api.patch(Part.STATUS, job("b", "status: {active: 1}"));
    assertThat(changing("{spec: {nodeSelector: {d: f}}}"))
        .singleElement()
        .asString()
        .startsWith("spec.template: Invalid value: {\"labels\":")
        .contains("},\"annotations\":{\"a\":\"b\"},\"Spec\":");
  }

  @Test
  void jobHasTheLabelsOfItsPods() {
    var labels = api.create(suspended("")).at("/metadata/labels");
    assertThat(labels.path("l").asText()).isEqualTo("m");
    assertThat(labels.path("batch.kubernetes.io/job-name").asText()).isEqualTo("b");
    var own = job("c", "spec: {" + TEMPLATE + "}").replace("name: c}", "name: c, labels: {o: p}}");
    assertThat(api.create(own).at("/metadata/labels").toString()).isEqualTo("{\"o\":\"p\"}");
  }

  @Test
  void hugeIndexedJobsAreWarnedOf() {
    var huge =
        "spec: {completionMode: Indexed, completions: 100001, parallelism: %s, " + TEMPLATE + "}";
    api.create(job("b", huge.formatted(10_000)));
    assertThat(api.warnings()).isEmpty();
    api.create(job("c", huge.formatted(10_001)));
    assertThat(api.warnings())
        .containsExactly(
            "spec: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism"
                + " higher than 10^4, Kubernetes might not be able to track completedIndexes when a"
                + " big number of indexes fail");
  }

  @Test
  void failedIndexesThatAreNotSaidAreNotComparedWithCompletions() {
    var indexed = "spec: {completionMode: Indexed, completions: -1, " + TEMPLATE + "}";
    assertThat(LocalApi.faults(() -> api.create(job("b", indexed))))
        .containsExactly("spec.completions: Invalid value: -1: must be greater than or equal to 0");
  }
}
