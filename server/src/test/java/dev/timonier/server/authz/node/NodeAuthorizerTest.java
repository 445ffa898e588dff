package dev.timonier.server.authz.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// On the node `n1` runs a pod that names much; `n2` has another, which names nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeAuthorizerTest {
  private static final String NAMESPACE = "/api/v1/namespaces/default/";
  private static final String POD =
      """
      {metadata: {name: full}, spec: {nodeName: n1, serviceAccountName: bot,
        automountServiceAccountToken: false,
        imagePullSecrets: [{name: pull}],
        containers: [{name: c, image: x,
          envFrom: [{secretRef: {name: from}}, {configMapRef: {name: map-from}}],
          env: [{name: A, valueFrom: {secretKeyRef: {name: key, key: k}}},
            {name: B, valueFrom: {configMapKeyRef: {name: map-key, key: k}}}]}],
        volumes: [{name: a, secret: {secretName: volume}},
          {name: b, configMap: {name: map-volume}},
          {name: c, projected: {sources: [{secret: {name: projected}},
            {configMap: {name: map-projected}}]}},
          {name: d, persistentVolumeClaim: {claimName: claim}},
          {name: e, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce],
            resources: {requests: {storage: 1Gi}}}}}}]}}""";
  private static final String BARE =
      """
      {metadata: {name: bare}, spec: {nodeName: n2, automountServiceAccountToken: false,
        serviceAccountName: bot, containers: [{name: c, image: x}]}}""";
  private static final String VOLUME =
      """
      {metadata: {name: pv}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce],
        claimRef: {namespace: default, name: claim},
        csi: {driver: d.example.com, volumeHandle: h,
          nodePublishSecretRef: {namespace: default, name: publish}}}}""";
  private static final String ATTACHMENT =
      """
      {metadata: {name: va}, spec: {attacher: a, nodeName: n1,
        source: {persistentVolumeName: pv}}}""";

  @AutoClose private final TestServer server = new TestServer();

  @BeforeAll
  void start() {
    create(NAMESPACE + "serviceaccounts", "{metadata: {name: bot}}");
    create(NAMESPACE + "pods", POD);
    create(NAMESPACE + "pods", BARE);
    create("/api/v1/persistentvolumes", VOLUME);
    create("/apis/storage.k8s.io/v1/volumeattachments", ATTACHMENT);
  }

  private void create(String path, String object) {
    var answer = server.admin().post(path, object);
    assertThat(answer.code()).as(answer.message()).isEqualTo(201);
  }

  /// @param reason of the refusal; `-` when there is none, and empty when it is allowed
  private record Question(String node, String what, String reason) {}

  private static Question allowed(String what) {
    return new Question("n1", what, "");
  }

  private static Question refused(String node, String what, String reason) {
    return new Question(node, what, reason);
  }

  static Stream<Question> questions() {
    var none = "no relationship found between node 'n%d' and this object";
    return Stream.of(
        allowed("get secrets pull"),
        allowed("get secrets from"),
        allowed("list secrets key"),
        allowed("watch secrets volume"),
        allowed("get secrets projected"),
        allowed("get secrets publish"),
        refused("n1", "get secrets other", none.formatted(1)),
        refused("n2", "get secrets pull", none.formatted(2)),
        refused("n1", "update secrets pull", "can only read resources of this type"),
        allowed("get configmaps map-from"),
        allowed("get configmaps map-key"),
        allowed("get configmaps map-volume"),
        allowed("get configmaps map-projected"),
        refused("n2", "get configmaps map-volume", none.formatted(2)),
        allowed("get persistentvolumeclaims claim"),
        allowed("get persistentvolumeclaims full-e"),
        allowed("update persistentvolumeclaims/status claim"),
        refused(
            "n1", "list persistentvolumeclaims", "can only get individual resources of this type"),
        refused("n2", "get persistentvolumeclaims claim", none.formatted(2)),
        allowed("get persistentvolumes pv"),
        refused("n2", "get persistentvolumes pv", none.formatted(2)),
        allowed("get volumeattachments.storage.k8s.io va"),
        refused("n2", "get volumeattachments.storage.k8s.io va", none.formatted(2)),
        allowed("create serviceaccounts/token bot"),
        refused("n1", "create serviceaccounts/token default", none.formatted(1)),
        refused(
            "n1",
            "create serviceaccounts bot",
            "can only create token subresource of serviceaccount"),
        allowed("get pods full"),
        refused("n1", "get pods bare", none.formatted(1)),
        allowed("patch pods/status full"),
        allowed("create pods/eviction full"),
        refused("n1", "get pods/status full", "-"),
        allowed("patch nodes/status n1"),
        refused("n1", "delete nodes n1", "-"),
        refused("n1", "get nodes n2", "node 'n1' cannot read 'n2', only its own Node object"),
        allowed("list services"),
        refused("n1", "create services", "-"));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void nodeSeesWhatItsPodsUse(Question question) {
    var status = review("system:node:" + question.node(), question.what());
    assertThat(status.path("allowed").asBoolean()).isEqualTo(question.reason().isEmpty());
    assertThat(status.path("reason").asText())
        .isEqualTo(question.reason().equals("-") ? "" : question.reason());
  }

  private JsonNode review(String user, String what) {
    var word = what.split(" ", -1);
    var resource = word[1].split("[./]", 2);
    var group = word[1].contains(".") ? resource[1] : "";
    var subresource = word[1].contains("/") ? resource[1] : "";
    var spec =
        """
        {spec: {user: '%s', groups: ['system:nodes'], resourceAttributes: {verb: %s, group: '%s',
          resource: %s, subresource: '%s', name: '%s', namespace: default}}}"""
            .formatted(
                user, word[0], group, resource[0], subresource, word.length > 2 ? word[2] : "");
    return server
        .admin()
        .post("/apis/authorization.k8s.io/v1/subjectaccessreviews", spec)
        .body()
        .path("status");
  }
}
