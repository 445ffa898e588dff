package dev.timonier.server.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.YamlReader;
import dev.timonier.server.object.ApiObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PodTotalsTest {
  private record Case(String name, String pod, String requests, String limits) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String ONE =
      "containers: [{name: c, resources: {requests: {cpu: 1}, limits: {cpu: 2}}}]";
  private static final String HAS =
      "{name: c, resources: {requests: {cpu: 3}, limits: {cpu: 4}}, allocatedResources: {cpu: 5}}";

  static final List<Case> CASES =
      List.of(
          new Case("containers", "spec: {" + ONE + "}", "{cpu=1}", "{cpu=2}"),
          new Case(
              "sidecars run beside containers",
              "spec: {"
                  + ONE
                  + ", initContainers: [{name: s, restartPolicy: Always, resources: {requests: {cpu:"
                  + " 1}}}]}",
              "{cpu=2}",
              "{cpu=2}"),
          new Case(
              "overhead adds to limits that there are",
              "spec: {" + ONE + ", overhead: {cpu: 1, memory: 1Mi}}",
              "{cpu=2, memory=1Mi}",
              "{cpu=3}"),
          new Case(
              "the pod as a whole, but for what it cannot ask for",
              "spec: {"
                  + ONE
                  + ", resources: {requests: {cpu: 7, ephemeral-storage: 1}, limits: {memory: 1Mi}}}",
              "{cpu=7}",
              "{cpu=2, memory=1Mi}"),
          new Case(
              "what a container has, or was allocated, while it is more",
              "spec: {" + ONE + "}, status: {containerStatuses: [" + HAS + "]}",
              "{cpu=5}",
              "{cpu=4}"),
          new Case(
              "what it asks for does not count where it cannot be had",
              "spec: {containers: [{name: c, resources: {requests: {cpu: 9}, limits: {cpu: 9}}}]},"
                  + " status: {containerStatuses: ["
                  + HAS
                  + "], conditions: [{type: PodResizePending, reason: Infeasible}]}",
              "{cpu=5}",
              "{cpu=4}"),
          new Case(
              "init containers are not resized",
              "spec: {containers: [], initContainers: [{name: c, resources: {requests: {cpu: 1},"
                  + " limits: {cpu: 2}}}]}, status: {initContainerStatuses: ["
                  + HAS
                  + "]}",
              "{cpu=1}",
              "{cpu=2}"));

  @ParameterizedTest
  @FieldSource("CASES")
  void totalsAre(Case example) throws Exception {
    var tree = YamlReader.read(("{" + example.pod() + "}").getBytes(StandardCharsets.UTF_8)).tree();
    var pod = ApiObject.of((ObjectNode) tree);
    assertThat(PodTotals.requests(pod)).hasToString(example.requests());
    assertThat(PodTotals.limits(pod)).hasToString(example.limits());
  }
}
