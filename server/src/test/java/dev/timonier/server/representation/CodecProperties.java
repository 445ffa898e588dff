package dev.timonier.server.representation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.AnyObject;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.json.YamlReader;
import dev.timonier.server.protobuf.Envelope;
import dev.timonier.server.protobuf.MalformedMessage;
import dev.timonier.server.protobuf.Protobuf;
import dev.timonier.server.representation.Form.Layout;
import dev.timonier.server.schema.ConformException;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// What was written in one of the three formats is read as the same again, whatever the kind and
/// whichever of its fields are there.
class CodecProperties {
  private static final int TRIES = 1500;

  private record Sample(ObjectType type, ObjectNode object) {
    @Override
    public String toString() {
      return type + " " + object;
    }
  }

  @Provide
  Arbitrary<Sample> objects() {
    var types =
        Schema.builtIn().types().stream()
            .filter(type -> type.isObject() && type.name().matches(".*/v[0-9]+\\..*"))
            .filter(type -> !type.simpleName().startsWith("Table"))
            .toList();
    return Arbitraries.of(types).flatMap(CodecProperties::objects);
  }

  private static Arbitrary<Sample> objects(ObjectType type) {
    return Arbitraries.randomValue(random -> new Sample(type, object(type, random)));
  }

  private static ObjectNode object(ObjectType type, Random random) {
    var object = new AnyObject(random, random.nextDouble()).of(type);
    var folder = type.name().substring(0, type.name().lastIndexOf('.'));
    return object.put("apiVersion", folder.replace("core/", "")).put("kind", type.simpleName());
  }

  @Property(tries = TRIES, seed = "20260")
  void conformingTwiceChangesNothing(@ForAll("objects") Sample sample) {
    assertThat(conformed(sample.object().deepCopy(), sample.type())).isEqualTo(sample.object());
  }

  @Property(tries = TRIES, seed = "20260")
  void jsonIsReadAsItWasWritten(@ForAll("objects") Sample sample, @ForAll Layout layout) {
    survives(sample, new Form(MediaType.JSON, new Shape.Whole(), layout), JsonReader::tree);
  }

  @Property(tries = TRIES, seed = "20260")
  void yamlIsReadAsItWasWritten(@ForAll("objects") Sample sample) {
    survives(
        sample,
        new Form(MediaType.YAML, new Shape.Whole(), Layout.COMPACT),
        b -> YamlReader.read(b).tree());
  }

  @Property(tries = TRIES, seed = "20260")
  void protobufIsReadAsItWasWritten(@ForAll("objects") Sample sample) {
    survives(
        sample,
        new Form(MediaType.PROTOBUF, new Shape.Whole(), Layout.COMPACT),
        bytes -> Protobuf.read(Envelope.read(bytes), sample.type()));
  }

  private static void survives(Sample sample, Form form, Function<byte[], JsonNode> reader) {
    var back = (ObjectNode) reader.apply(TreeBytes.of(sample.object(), form));
    assertThat(settled(back, sample.type())).isEqualTo(settled(sample.object(), sample.type()));
  }

  /// As it is stored and read: numbers have the classes that a reader gives them.
  private static JsonNode settled(ObjectNode object, ObjectType type) {
    var settled = object.deepCopy();
    Conformer.settle(settled, type);
    return JsonReader.tree(JsonWriter.bytes(settled));
  }

  private static ObjectNode conformed(ObjectNode object, ObjectType type) {
    Conformer.conform(object, type);
    return object;
  }

  @Property(tries = TRIES, seed = "20260")
  void damagedMessagesAreReadOrRefused(
      @ForAll("objects") Sample sample, @ForAll @IntRange(max = 1 << 16) int at, @ForAll byte by) {
    var bytes = Protobuf.bytes(sample.object());
    bytes[at % bytes.length] ^= by;
    try {
      conformed(Protobuf.read(Envelope.read(bytes), sample.type()), sample.type());
    } catch (MalformedMessage | ConformException expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }
}
