package dev.timonier.server.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyReaderTest {
  private static final String SERVICES = "/api/v1/namespaces/default/services";
  private static final String POLICIES =
      "/apis/networking.k8s.io/v1/namespaces/default/networkpolicies";
  private static final String EVENTS = "/apis/events.k8s.io/v1/namespaces/default/events";
  private static final String ROLES = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles";

  @AutoClose private final TestServer server = new TestServer();

  private record Case(String name, String path, String yaml, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> REFUSALS =
      List.of(
          new Case(
              "another kind of the core group",
              SERVICES,
              "{apiVersion: v1, kind: Secret}",
              "Secret in version \"v1\" cannot be handled as a Service: converting (v1.Secret) to"
                  + " (core.Service): unknown conversion"),
          new Case(
              "another kind of a group with a long name",
              ROLES,
              "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole}",
              "ClusterRole in version \"v1\" cannot be handled as a Role: converting"
                  + " (v1.ClusterRole) to (rbac.Role): unknown conversion"),
          new Case(
              "a version that never was",
              SERVICES,
              "{apiVersion: v7, kind: Service}",
              "Service in version \"v7\" cannot be handled as a Service: no kind \"Service\" is"
                  + " registered for version \"v7\" in scheme"
                  + " \"pkg/api/legacyscheme/scheme.go:30\""),
          new Case(
              "the group that a kind once was in",
              POLICIES,
              "{apiVersion: extensions/v1beta1, kind: NetworkPolicy}",
              "the API version in the data (extensions/v1beta1) does not match the expected API"
                  + " version (networking.k8s.io/v1)"),
          new Case(
              "the other group of events",
              EVENTS,
              "{apiVersion: v1, kind: Event}",
              "the API version in the data (v1) does not match the expected API version"
                  + " (events.k8s.io/v1)"),
          new Case(
              "what goes with a request",
              SERVICES,
              "{apiVersion: v1, kind: DeleteOptions}",
              "DeleteOptions in version \"v1\" cannot be handled as a Service: converting"
                  + " (v1.DeleteOptions) to (core.Service): unknown conversion"),
          new Case(
              "what goes with a request of a version that is not served",
              SERVICES,
              "{apiVersion: apps/v7, kind: DeleteOptions}",
              "DeleteOptions in version \"v7\" cannot be handled as a Service: no kind"
                  + " \"DeleteOptions\" is registered for version \"apps/v7\" in scheme"
                  + " \"pkg/api/legacyscheme/scheme.go:30\""),
          new Case(
              "a reply",
              SERVICES,
              "{apiVersion: v1, kind: Status}",
              "Status in version \"v1\" cannot be handled as a Service: converting (v1.Status) to"
                  + " (core.Service): unknown conversion"),
          new Case(
              "the kind of a subresource",
              SERVICES,
              "{apiVersion: autoscaling/v1, kind: Scale}",
              "Scale in version \"v1\" cannot be handled as a Service: converting (v1.Scale) to"
                  + " (core.Service): unknown conversion"),
          new Case(
              "another kind that is malformed in itself",
              SERVICES,
              "{apiVersion: v1, kind: Secret, metadata: {name: 1}}",
              "Secret in version \"v1\" cannot be handled as a Service: json: cannot unmarshal"
                  + " number into Go struct field ObjectMeta.metadata.name of type string"),
          new Case(
              "an object where a list belongs",
              SERVICES,
              "{spec: {ports: {}}}",
              "Service in version \"v1\" cannot be handled as a Service: json: cannot unmarshal"
                  + " object into Go struct field ServiceSpec.spec.ports of type"
                  + " []v1.ServicePort"),
          new Case(
              "a list where an object of another group belongs",
              POLICIES,
              "{spec: {podSelector: []}}",
              "NetworkPolicy in version \"v1\" cannot be handled as a NetworkPolicy: json: cannot"
                  + " unmarshal array into Go struct field NetworkPolicySpec.spec.podSelector of"
                  + " type v1.LabelSelector"));

  @ParameterizedTest
  @FieldSource("REFUSALS")
  void bodyOfAnotherTypeIsRefused(Case c) {
    var answer = server.admin().post(c.path(), c.yaml());
    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo(c.message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1beta1"})
  void podsAreEvictedByClientsOfAnyAge(String version) {
    var accounts = "/api/v1/namespaces/default/serviceaccounts";
    server.admin().post(accounts, "{metadata: {name: default}}");
    var pods = "/api/v1/namespaces/default/pods";
    var pod =
        "{metadata: {name: p}, spec: {automountServiceAccountToken: false, containers: [{name: c,"
            + " image: i}]}}";
    assertThat(server.admin().post(pods, pod).code()).isEqualTo(201);
    var eviction = "{apiVersion: policy/" + version + ", kind: Eviction, metadata: {name: p}}";
    assertThat(server.admin().post(pods + "/p/eviction", eviction).code()).isEqualTo(201);
    assertThat(server.admin().get(pods + "/p").code()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"apps/v1beta1", "apps/v1beta2", "extensions/v1beta1"})
  void scalesOfVersionsThatAreNoMoreAreKnown(String version) {
    var controllers = "/api/v1/namespaces/default/replicationcontrollers";
    var template = "{metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}";
    server.admin().post(controllers, "{metadata: {name: x}, spec: {template: " + template + "}}");
    var scale = "{apiVersion: " + version + ", kind: Scale, metadata: {name: x}}";
    assertThat(server.admin().put(controllers + "/x/scale", scale).message())
        .isEqualTo(
            "the API version in the data ("
                + version
                + ") does not match the expected API version (autoscaling/v1)");
  }

  /// The envelope of a message, of which the type is left out, or is no version that there could
  /// be.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "6b387300 1205 0a03 0a0178",
        "6b387300 0a04 0a027631 1205 0a03 0a0178",
        "6b387300 0a12 0a05612f622f63 1209436f6e6669674d6170 1205 0a03 0a0178"
      })
  void messageIsOfTheExpectedTypeUnlessItSaysMore(String bytes) {
    var message = HexFormat.of().parseHex(bytes.replace(" ", ""));
    var reply =
        server
            .admin()
            .with("Content-Type", "application/vnd.kubernetes.protobuf")
            .beginning("POST", "/api/v1/namespaces/default/configmaps?dryRun=All", message);

    assertThat(reply.code()).isEqualTo(201);
    assertThat(reply.body().at("/metadata/name").asText()).isEqualTo("x");
  }

  /// As kube-apiserver: whoever asks who manages what finds nobody.
  @Test
  void fieldsThatAreBrokenAreNobodys() {
    var fields =
        "0a01 6d 1206 557064617465 1a02 7631 3208 4669656c64735631 3a09 0a07 7b62726f6b656e";
    var entry = HexFormat.of().parseHex(fields.replace(" ", ""));
    var meta = ByteBuffer.allocate(6 + entry.length);
    meta.put(new byte[] {0x0a, 1, 'x', (byte) 0x8a, 1, (byte) entry.length}).put(entry);
    var message = ByteBuffer.allocate(8 + meta.capacity());
    message
        .put(new byte[] {'k', '8', 's', 0, 0x12, (byte) (2 + meta.capacity()), 0x0a})
        .put((byte) meta.capacity())
        .put(meta.array());
    var reply =
        server
            .admin()
            .with("Content-Type", "application/vnd.kubernetes.protobuf")
            .beginning("POST", "/api/v1/namespaces/default/configmaps?dryRun=All", message.array());

    assertThat(reply.code()).isEqualTo(201);
  }
}
