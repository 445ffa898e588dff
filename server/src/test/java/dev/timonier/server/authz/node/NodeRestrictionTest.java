package dev.timonier.server.authz.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.fixture.TestServer.Answer;
import dev.timonier.server.fixture.TestServer.Client;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The node `n1`, on which the pod `mine` runs; `other` runs on `n2`.
class NodeRestrictionTest {
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String NODES = "/api/v1/nodes";
  private static final String LEASES =
      "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";

  @AutoClose private final TestServer server = new TestServer();

  @BeforeEach
  void start() {
    create("/api/v1/namespaces/default/serviceaccounts", "{metadata: {name: bot}}");
    create(PODS, pod("mine", "n1"));
    create(PODS, pod("other", "n2"));
  }

  private void create(String path, String object) {
    var answer = server.admin().post(path, object);
    assertThat(answer.code()).as(answer.message()).isEqualTo(201);
  }

  private static String pod(String name, String node) {
    return """
        {metadata: {name: %s}, spec: {nodeName: %s, serviceAccountName: bot,
          automountServiceAccountToken: false, containers: [{name: c, image: x}],
          volumes: [
            {name: a, projected: {sources: [{serviceAccountToken: {path: t}},
              {serviceAccountToken: {path: u, audience: vault}}]}},
            {name: b, %s}]}}"""
        .formatted(
            name, node, name.equals("mine") ? "csi: {driver: disk.example.com}" : "emptyDir: {}");
  }

  private Client node() {
    return server.certificate("O=system:nodes,CN=system:node:n1");
  }

  private record Labels(String labels, String forbidden) {}

  static Stream<Labels> labels() {
    return Stream.of(
        new Labels("kubernetes.io/hostname: n1, zone: a, example.com/a: b", ""),
        new Labels("node.kubernetes.io/instance-type: m, kubelet.kubernetes.io/x: v", ""),
        new Labels("a.node.kubernetes.io/x: v", ""),
        new Labels("topology.kubernetes.io/zone: a, beta.kubernetes.io/os: linux", ""),
        new Labels(
            "node-restriction.kubernetes.io/a: b, x.k8s.io/y: z",
            "node-restriction.kubernetes.io/a, x.k8s.io/y"),
        new Labels(
            "node-role.kubernetes.io/control-plane: ''", "node-role.kubernetes.io/control-plane"),
        new Labels("a.node-restriction.kubernetes.io/a: b", "a.node-restriction.kubernetes.io/a"));
  }

  @ParameterizedTest
  @MethodSource("labels")
  void nodeSetsOnlyLabelsOfItsOwn(Labels labels) {
    var answer = node().post(NODES, "{metadata: {name: n1, labels: {" + labels.labels() + "}}}");
    assertThat(answer.message())
        .isEqualTo(
            labels.forbidden().isEmpty()
                ? ""
                : "nodes \"n1\" is forbidden: node \"n1\" is not allowed to set the following"
                    + " labels: "
                    + labels.forbidden());
  }

  private record Change(String patch, String refusal) {}

  static Stream<Change> changes() {
    var forbidden = "nodes \"n1\" is forbidden: ";
    return Stream.of(
        new Change("{metadata: {labels: {a: b}}}", ""),
        new Change("{spec: {podCIDR: 10.0.0.0/24}}", ""),
        new Change("{metadata: {labels: {x.k8s.io/kept: z}}}", ""),
        new Change(
            "{metadata: {labels: {x.k8s.io/kept: other}}}",
            forbidden + "is not allowed to modify labels: x.k8s.io/kept"),
        new Change(
            "{metadata: {labels: {x.k8s.io/kept: null}}}",
            forbidden + "is not allowed to modify labels: x.k8s.io/kept"),
        new Change(
            "{spec: {taints: [{key: a, effect: NoSchedule}]}}",
            forbidden + "node \"n1\" is not allowed to modify taints"),
        new Change(
            "{metadata: {ownerReferences: [{apiVersion: v1, kind: Node, name: a, uid: b}]}}",
            forbidden + "node \"n1\" is not allowed to modify ownerReferences"),
        new Change(
            "{spec: {configSource: {configMap: {name: a, namespace: b, kubeletConfigKey: c}}}}",
            forbidden
                + "node \"n1\" is not allowed to update configSource to a new non-nil"
                + " configSource"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void nodeChangesNeitherTaintsNorLabelsOfOthers(Change change) {
    create(NODES, "{metadata: {name: n1, labels: {x.k8s.io/kept: z}}}");
    var answer = node().patch(NODES + "/n1", "merge-patch+json", change.patch());
    assertThat(answer.message()).isEqualTo(change.refusal());
  }

  @Test
  void nodeIsNoOtherNode() {
    assertThat(node().post(NODES, "{metadata: {name: n2}}").message())
        .isEqualTo("nodes \"n2\" is forbidden: node \"n1\" is not allowed to modify node \"n2\"");
  }

  @Test
  void nodeDeletesItsOwnPodsAlone() {
    assertThat(node().delete(PODS + "/mine?gracePeriodSeconds=0").code()).isEqualTo(200);
    assertThat(node().delete(PODS + "/other?gracePeriodSeconds=0").message())
        .isEqualTo(
            "pods \"other\" is forbidden: node \"n1\" can only delete pods with spec.nodeName set"
                + " to itself");
  }

  @Test
  void nodeTellsTheStatusOfItsOwnPodsAlone() {
    assertThat(status("mine", "{status: {phase: Running}}").code()).isEqualTo(200);
    assertThat(status("other", "{status: {phase: Running}}").message())
        .isEqualTo(
            "pods \"other\" is forbidden: node \"n1\" can only update pod status for pods with"
                + " spec.nodeName set to itself");
  }

  private Answer status(String pod, String patch) {
    return node().patch(PODS + "/" + pod + "/status", "merge-patch+json", patch);
  }

  @Test
  void nodeEvictsItsOwnPodsAlone() {
    var eviction = "{apiVersion: policy/v1, kind: Eviction, metadata: {name: %s}}";
    assertThat(node().post(PODS + "/mine/eviction", eviction.formatted("mine")).code())
        .isEqualTo(201);
    assertThat(node().post(PODS + "/other/eviction", eviction.formatted("other")).message())
        .isEqualTo(
            "pods \"other\" is forbidden: node n1 can only evict pods with spec.nodeName set to"
                + " itself");
  }

  @Test
  void nodeCreatesMirrorPodsAlone() {
    assertThat(node().post(PODS, pod("new", "n1")).message())
        .isEqualTo(
            "pods \"new\" is forbidden: pod does not have \"kubernetes.io/config.mirror\""
                + " annotation, node \"n1\" can only create mirror pods");
    assertThat(node().post(PODS, mirror("ownerReferences: []")).message())
        .isEqualTo(
            "pods \"static\" is forbidden: node \"n1\" can only create pods with an owner"
                + " reference set to itself");
    create(NODES, "{metadata: {name: n1}}");
    var uid = server.admin().get(NODES + "/n1").body().path("metadata").path("uid").asText();
    assertThat(node().post(PODS, mirror(owner("wrong"))).message())
        .isEqualTo("pods \"static\" is forbidden: node n1 UID mismatch: expected wrong got " + uid);
    assertThat(node().post(PODS, mirror(owner(uid))).code()).isEqualTo(201);
  }

  private static String owner(String uid) {
    return "ownerReferences: [{apiVersion: v1, kind: Node, name: n1, controller: true, uid: '%s'}]"
        .formatted(uid);
  }

  private static String mirror(String owners) {
    return """
        {metadata: {name: static, annotations: {kubernetes.io/config.mirror: x}, %s},
          spec: {nodeName: n1, containers: [{name: c, image: x}]}}"""
        .formatted(owners);
  }

  @Test
  void nodeHasOneLease() {
    assertThat(node().post(LEASES, "{metadata: {name: n1}}").code()).isEqualTo(201);
    assertThat(node().post(LEASES, "{metadata: {name: n2}}").message())
        .isEqualTo(
            "leases.coordination.k8s.io \"n2\" is forbidden: can only access node lease with the"
                + " same name as the requesting node");
  }

  private record Token(String bound, String refusal) {}

  static Stream<Token> tokens() {
    var forbidden = "serviceaccounts \"bot\" is forbidden: node requested token ";
    return Stream.of(
        new Token("kind: Pod, apiVersion: v1, name: mine, uid: UID", ""),
        new Token(
            "kind: Pod, apiVersion: v1, name: mine",
            forbidden + "with a pod binding without a uid"),
        new Token("kind: Pod, apiVersion: v1, name: absent, uid: UID", "pod \"absent\" not found"),
        new Token("kind: Secret, apiVersion: v1, name: mine", forbidden + "not bound to a pod"),
        new Token(
            "kind: Pod, apiVersion: v1, name: other, uid: UID",
            forbidden + "bound to a pod scheduled on a different node"));
  }

  @ParameterizedTest
  @MethodSource("tokens")
  void nodeGetsTokensForItsOwnPodsAlone(Token token) {
    var pod = token.bound().contains("other") ? "other" : "mine";
    var uid = server.admin().get(PODS + "/" + pod).body().path("metadata").path("uid").asText();
    var request = "{spec: {boundObjectRef: {" + token.bound().replace("UID", uid) + "}}}";
    var answer = node().post("/api/v1/namespaces/default/serviceaccounts/bot/token", request);
    assertThat(answer.message()).isEqualTo(token.refusal());
  }

  private record Audience(String audiences, String refusal) {}

  static Stream<Audience> audiences() {
    var forbidden = "serviceaccounts \"bot\" is forbidden: ";
    return Stream.of(
        new Audience("", ""),
        new Audience("vault", ""),
        new Audience("disk", ""),
        new Audience("granted", ""),
        new Audience(
            "other",
            forbidden
                + "audience \"other\" not found in pod spec volume, system:node:n1 is not"
                + " authorized to request tokens for this audience"),
        new Audience("vault, disk", forbidden + "node may only request 0 or 1 audiences"));
  }

  @ParameterizedTest
  @MethodSource("audiences")
  void nodeGetsTokensForTheAudiencesOfItsPodsAlone(Audience audience) {
    create(
        "/apis/storage.k8s.io/v1/csidrivers",
        "{metadata: {name: disk.example.com}, spec: {tokenRequests: [{audience: disk}],"
            + " volumeLifecycleModes: [Ephemeral]}}");
    create(
        "/apis/rbac.authorization.k8s.io/v1/clusterroles",
        "{metadata: {name: granted}, rules: [{apiGroups: [''], resources: [granted], verbs:"
            + " [request-serviceaccounts-token-audience]}]}");
    create(
        "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
        "{metadata: {name: granted}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind:"
            + " ClusterRole, name: granted}, subjects: [{kind: User, apiGroup:"
            + " rbac.authorization.k8s.io, name: 'system:node:n1'}]}");
    var uid = server.admin().get(PODS + "/mine").body().path("metadata").path("uid").asText();
    var request =
        "{spec: {audiences: [%s], boundObjectRef: {kind: Pod, apiVersion: v1, name: mine, uid: %s}}}"
            .formatted(audience.audiences(), uid);
    var answer = node().post("/api/v1/namespaces/default/serviceaccounts/bot/token", request);
    assertThat(answer.message()).isEqualTo(audience.refusal());
  }

  private record Volume(String source, String refusal) {}

  static Stream<Volume> volumes() {
    return Stream.of(
        new Volume("hostPath: {path: /a}", ""),
        new Volume("csi: {driver: d}", "csidrivers (via CSI volumes)"),
        new Volume("glusterfs: {endpoints: a, path: b}", "endpoints (via glusterFS volumes)"),
        new Volume("persistentVolumeClaim: {claimName: a}", "persistentvolumeclaims"),
        new Volume(
            "projected: {sources: [{clusterTrustBundle: {name: a, path: b}}]}",
            "clustertrustbundles"));
  }

  @ParameterizedTest
  @MethodSource("volumes")
  void mirrorPodsReferToNothing(Volume volume) {
    create(NODES, "{metadata: {name: n1}}");
    var uid = server.admin().get(NODES + "/n1").body().path("metadata").path("uid").asText();
    var pod =
        mirror(owner(uid))
            .replace("spec: {", "spec: {volumes: [{name: v, %s}], ".formatted(volume.source()));
    assertThat(node().post(PODS, pod).message())
        .isEqualTo(
            volume.refusal().isEmpty()
                ? ""
                : "pods \"static\" is forbidden: node \"n1\" can not create pods that reference "
                    + volume.refusal());
  }

  @Test
  void nodeLeavesTheClaimsOfItsPodsAlone() {
    var refusal = "pods \"mine\" is forbidden: node \"n1\" cannot update ";
    assertThat(status("mine", "{status: {resourceClaimStatuses: [{name: a}]}}").message())
        .isEqualTo(refusal + "resource claim statues");
    assertThat(
            status(
                    "mine",
                    "{status: {extendedResourceClaimStatus: {resourceClaimName: a,"
                        + " requestMappings: []}}}")
                .message())
        .isEqualTo(refusal + "extended resource claim status");
  }

  @Test
  void nodeAsksForItsOwnCertificateAlone() {
    var request =
        "{metadata: {name: c}, spec: {request: eA==, signerName: kubernetes.io/kubelet-serving,"
            + " usages: [server auth]}}";
    assertThat(
            node()
                .post("/apis/certificates.k8s.io/v1/certificatesigningrequests", request)
                .message())
        .isEqualTo(
            "certificatesigningrequests.certificates.k8s.io \"c\" is forbidden: unable to parse"
                + " csr: PEM block type must be CERTIFICATE REQUEST");
  }
}
