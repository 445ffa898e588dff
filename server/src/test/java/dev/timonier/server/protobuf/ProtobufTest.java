package dev.timonier.server.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.AnyObject;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.json.YamlReader;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Runtime;
import io.kubernetes.client.proto.V1;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProtobufTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: web
        creationTimestamp: "2026-01-02T03:04:05Z"
        labels: {app: web, tier: front}
      spec:
        containers:
        - name: web
          image: nginx
          resources: {limits: {cpu: 500m}}
          livenessProbe: {httpGet: {path: /, port: http}}
        volumes:
        - name: data
          emptyDir: {sizeLimit: 1Gi}
      """;

  static Stream<ObjectType> objects() {
    return Schema.builtIn().types().stream()
        .filter(type -> type.isObject() && type.name().matches(".*/v[0-9]+\\..*"))
        .filter(type -> !type.simpleName().startsWith("Table"));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void everyFieldOfEveryTypeSurvivesTheWayThere(ObjectType type) {
    var tree = new AnyObject(new Random(type.name().hashCode()), 1).of(type);
    Conformer.settle(tree, type);

    var out = new WireWriter();
    MessageWriter.write(out, type, tree);
    var back = JsonNodeFactory.instance.objectNode();
    MessageReader.read(new WireReader(out.toByteArray()), type, back, 0);
    Conformer.settle(back, type);

    assertThat(read(back)).isEqualTo(read(tree));
  }

  /// As a text would be read, whatever the classes of its numbers.
  private static JsonNode read(JsonNode tree) {
    return JsonReader.tree(JsonWriter.bytes(tree));
  }

  @Test
  void anotherImplementationReadsWhatWasWritten() throws Exception {
    var bytes = Protobuf.bytes(tree(POD));

    assertThat(Arrays.copyOf(bytes, 4)).containsExactly('k', '8', 's', 0);
    var unknown = Runtime.Unknown.parseFrom(Arrays.copyOfRange(bytes, 4, bytes.length));
    assertThat(unknown.getTypeMeta().getKind()).isEqualTo("Pod");
    var pod = V1.Pod.parseFrom(unknown.getRaw());
    assertThat(pod.getMetadata().getLabelsMap()).containsEntry("tier", "front");
    assertThat(pod.getMetadata().getCreationTimestamp().getSeconds()).isEqualTo(1767323045L);
    var container = pod.getSpec().getContainers(0);
    assertThat(container.getResources().getLimitsMap())
        .extractingByKey("cpu")
        .extracting(quantity -> quantity.getString())
        .isEqualTo("500m");
    assertThat(container.getLivenessProbe().getHandler().getHttpGet().getPort().getStrVal())
        .isEqualTo("http");
    assertThat(pod.getSpec().getVolumes(0).getVolumeSource().getEmptyDir().getSizeLimit())
        .extracting(quantity -> quantity.getString())
        .isEqualTo("1Gi");
  }

  @Test
  void whatAnotherImplementationWroteIsRead() {
    var pod =
        V1.Pod.newBuilder()
            .setMetadata(Meta.ObjectMeta.newBuilder().setName("web").setGenerateName(""))
            .setSpec(
                V1.PodSpec.newBuilder()
                    .addContainers(V1.Container.newBuilder().setName("c").addArgs("a").addArgs("b"))
                    .setHostNetwork(false)
                    .setTerminationGracePeriodSeconds(0))
            .build();
    var tree = Protobuf.read(new Envelope("v1", "Pod", pod.toByteArray()));
    Conformer.conform(tree, Schema.builtIn().type("core/v1.Pod"));

    assertThat(tree)
        .isEqualTo(
            tree(
                """
                kind: Pod
                apiVersion: v1
                metadata: {name: web}
                spec:
                  containers: [{name: c, args: [a, b], resources: {}}]
                  terminationGracePeriodSeconds: 0
                status: {}
                """));
  }

  @Test
  void damagedMessagesAreRefused() {
    var bytes = Protobuf.bytes(tree(POD));
    var cut = Arrays.copyOf(bytes, bytes.length - 1);
    var noPrefix = Arrays.copyOfRange(bytes, 4, bytes.length);

    assertThatThrownBy(() -> Envelope.read(cut))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("unexpected EOF");
    assertThatThrownBy(() -> Envelope.read(noPrefix))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageContaining("expected prefix [107 56 115 0]");
    assertThatThrownBy(() -> Envelope.read(new byte[0])).hasMessage("empty data");
    assertThatThrownBy(() -> Envelope.read(Arrays.copyOf(bytes, 4))).hasMessage("empty body");
  }

  /// What Kubernetes says of a ConfigMap.
  record Damaged(String message, int... bytes) {}

  static final List<Damaged> damaged =
      List.of(
          new Damaged("proto: wrong wireType = 0 for field ObjectMeta", 0x08, 1),
          new Damaged("proto: wrong wireType = 3 for field ObjectMeta", 0x0b),
          new Damaged("proto: wrong wireType = 2 for field Immutable", 0x22, 1, 1),
          new Damaged("proto: wrong wireType = 0 for field Name", 0x0a, 2, 0x08, 1),
          new Damaged("proto: ConfigMap: wiretype end group for non-group", 0x0c),
          new Damaged("proto: ConfigMap: illegal tag 0 (wire type 0)", 0),
          new Damaged("proto: ConfigMap: illegal tag 0 (wire type 2)", 2, 0),
          new Damaged("proto: ObjectMeta: illegal tag 0 (wire type 1)", 0x0a, 1, 1),
          new Damaged("unexpected EOF", 0x12, 2, 0x08, 1));

  @ParameterizedTest
  @FieldSource("damaged")
  void damageIsNamed(Damaged row) {
    var bytes = new byte[row.bytes.length];
    for (var at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) row.bytes[at];
    }
    assertThatThrownBy(() -> Protobuf.read(new Envelope("v1", "ConfigMap", bytes)))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage(row.message);
  }

  private static ObjectNode tree(String yaml) {
    return (ObjectNode) YamlReader.read(yaml.getBytes(UTF_8)).tree();
  }
}
