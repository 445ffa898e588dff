package dev.timonier.server.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.json.YamlReader;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.Field;
import dev.timonier.server.schema.FieldType;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Runtime;
import io.kubernetes.client.proto.V1;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    var tree = new Example(type.name().hashCode()).object(type, 0);
    Conformer.conform(tree, type);

    var out = new WireWriter();
    MessageWriter.write(out, type, tree);
    var back = JsonNodeFactory.instance.objectNode();
    MessageReader.read(new WireReader(out.toByteArray()), type, back, 0);
    Conformer.conform(back, type);

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
  }

  private static ObjectNode tree(String yaml) {
    return (ObjectNode) YamlReader.read(yaml.getBytes(UTF_8)).tree();
  }

  /// Makes objects that have every field.
  private record Example(Random random) {
    private static final int DEEPEST = 6;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    Example(long seed) {
      this(new Random(seed));
    }

    ObjectNode object(ObjectType type, int depth) {
      var object = NODES.objectNode();
      for (var field : type.fields()) {
        if (depth < DEEPEST && !isRecursive(field)) {
          object.set(field.name(), value(field.type(), depth));
        }
      }
      return object;
    }

    private static boolean isRecursive(Field field) {
      return field.wire().contains(0) || field.name().equals("managedFields");
    }

    private JsonNode value(FieldType type, int depth) {
      return switch (type) {
        case FieldType.Structure(var structure) -> object(structure, depth + 1);
        case FieldType.ListOf(var element) ->
            NODES.arrayNode().add(value(element, depth)).add(value(element, depth));
        case FieldType.MapOf(var element) ->
            NODES.objectNode().set("k" + random.nextInt(9), value(element, depth));
        case FieldType.Scalar scalar -> scalar(scalar);
      };
    }

    private JsonNode scalar(FieldType.Scalar scalar) {
      return switch (scalar) {
        case STRING -> NODES.textNode("s" + random.nextInt(1000));
        case BOOL -> NODES.booleanNode(true);
        case INT32 -> NODES.numberNode(random.nextInt());
        case INT64 -> NODES.numberNode(random.nextLong());
        case FLOAT64 -> NODES.numberNode(0.5);
        case BYTES -> NODES.textNode("aGVsbG8=");
        case TIME -> NODES.textNode("2026-01-01T00:00:00Z");
        case MICRO_TIME -> NODES.textNode("2026-01-01T00:00:00.000001Z");
        case QUANTITY -> NODES.textNode("1500m");
        case INT_OR_STRING -> random.nextBoolean() ? NODES.numberNode(8080) : NODES.textNode("50%");
        case RAW_EXTENSION, FIELDS_V1, JSON, ANY -> NODES.objectNode().put("any", 1);
        case SCHEMA_OR_BOOL -> NODES.booleanNode(true);
        case SCHEMA_OR_ARRAY -> NODES.objectNode().put("type", "string");
        case SCHEMA_OR_STRINGS -> NODES.arrayNode().add("a");
        case EXTRA_VALUE -> NODES.arrayNode().add("x").add("y");
      };
    }
  }
}
