package dev.timonier.server.representation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Go writes the members of objects in one order, however a client asks for them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonOrderTest {
  private static final String DEFAULT = "/namespaces/default/";
  private static final String SCALERS = DEFAULT + "horizontalpodautoscalers";
  private static final String EVENTS = DEFAULT + "events";
  private static final String DAEMONS = "/apis/apps/v1" + DEFAULT + "daemonsets";
  private static final String TABLE = "application/json;g=meta.k8s.io;v=v1;as=Table";
  private static final String METADATA =
      "application/json;g=meta.k8s.io;v=v1;as=PartialObjectMetadata";
  private static final String METADATA_LIST = METADATA + "List";

  static final List<String> paths =
      List.of(
          "/api/v1" + DEFAULT + "configmaps/a",
          "/api/v1" + EVENTS + "/a",
          "/apis/events.k8s.io/v1" + EVENTS + "/a",
          "/apis/autoscaling/v1" + SCALERS + "/a",
          "/apis/autoscaling/v2" + SCALERS + "/a",
          DAEMONS + "/a");

  @AutoClose private final TestServer server = new TestServer();

  @BeforeAll
  void fill() {
    make(
        "/api/v1" + DEFAULT + "configmaps",
        "{metadata: {labels: {b: '1', a: '2'}, name: a}, data: {d: '1', c: '2'}}");
    make(
        "/api/v1" + EVENTS,
        "{metadata: {name: a}, reason: R, message: m, source: {host: h, component: c}, count: 2,"
            + " involvedObject: {namespace: default, name: web, kind: Pod}, type: Normal}");
    make(
        "/apis/autoscaling/v1" + SCALERS,
        "{metadata: {annotations: {autoscaling.alpha.kubernetes.io/metrics: '[{\"type\":\"Pods\","
            + "\"pods\":{\"metricName\":\"q\",\"targetAverageValue\":\"1\"}}]'},"
            + " name: a}, spec: {targetCPUUtilizationPercentage: 70, maxReplicas: 2,"
            + " minReplicas: 1, scaleTargetRef: {name: d, kind: Deployment, apiVersion: a/v1}}}");
    make(
        DAEMONS,
        "{metadata: {annotations: {b: '1', a: '2'}, name: a}, spec: {selector: {matchLabels: {a:"
            + " b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{image: i, name:"
            + " c}]}}}}");
  }

  private void make(String collection, String yaml) {
    var answer = server.admin().post(collection, yaml);
    assertThat(answer.code()).as(answer.text()).isEqualTo(201);
  }

  private JsonNode shown(String path, String accept) {
    return server.admin().with("Accept", accept).get(path).body();
  }

  @ParameterizedTest
  @FieldSource("paths")
  void objectsForPeopleAreInTheOrderOfOthers(String path) {
    var object = shown(path, "application/json").toString();

    assertThat(object).startsWith("{\"kind\":").contains("\"uid\":").contains("resourceVersion");
    assertThat(object.indexOf("resourceVersion")).isLessThan(object.indexOf("creationTimestamp"));
    assertThat(shown(path + "?pretty=true", "application/json").toString()).isEqualTo(object);
    assertThat(shown(path + "?includeObject=Object", TABLE).at("/rows/0/object").toString())
        .isEqualTo(object);
  }

  @ParameterizedTest
  @FieldSource("paths")
  void listsForPeopleAreInTheOrderOfOthers(String path) {
    var collection = path.substring(0, path.lastIndexOf('/'));
    for (var accept : List.of("application/json", METADATA_LIST)) {
      var list = shown(collection, accept).toString();

      assertThat(list).contains("\"name\":\"a\"");
      assertThat(shown(collection + "?pretty=true", accept).toString()).isEqualTo(list);
    }
  }

  @ParameterizedTest
  @FieldSource("paths")
  void metadataForPeopleIsInTheOrderOfOthers(String path) {
    var metadata = shown(path, METADATA).toString();

    assertThat(metadata)
        .startsWith("{\"kind\":\"PartialObjectMetadata\",")
        .doesNotContain("\"deprecated.daemonset.template.generation\"")
        .doesNotContain("\"autoscaling.alpha.kubernetes.io/metrics\"");
    assertThat(shown(path + "?pretty=true", METADATA).toString()).isEqualTo(metadata);
    assertThat(shown(path, TABLE).at("/rows/0/object").toString()).isEqualTo(metadata);
  }

  @Test
  void whatIsAnsweredAtOnceIsInTheOrderOfItsType() {
    var review =
        "{spec: {resourceAttributes: {verb: get, resource: pods, namespace: default}},"
            + " apiVersion: authorization.k8s.io/v1, kind: SelfSubjectAccessReview}";
    var answer =
        server.admin().post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review);

    assertThat(answer.text())
        .startsWith("{\"kind\":\"SelfSubjectAccessReview\",\"apiVersion\":")
        .contains("{\"namespace\":\"default\",\"verb\":\"get\",\"resource\":\"pods\"}");
  }
}
