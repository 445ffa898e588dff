package dev.timonier.server.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/// Objects, lists and watch events as protobuf.
public final class Protobuf {
  private static final Set<String> OF_META =
      Set.of(
          "Status",
          "DeleteOptions",
          "ListOptions",
          "APIVersions",
          "APIGroupList",
          "APIGroup",
          "APIResourceList");
  private static final String LIST = "List";
  private static final int WATCH_TYPE = 1;
  private static final int WATCH_OBJECT = 2;
  private static final int RAW = 1;
  private static final int LIST_METADATA = 1;
  private static final int ITEMS = 2;

  private Protobuf() {}

  /// The tree of an object of a type of the schema; not conformed.
  ///
  /// @throws MalformedMessage when the message is damaged, or its type is not known
  public static ObjectNode read(Envelope envelope) {
    var type =
        type(envelope.apiVersion(), envelope.kind())
            .orElseThrow(
                () ->
                    new MalformedMessage(
                        "no kind \""
                            + envelope.kind()
                            + "\" is registered for version \""
                            + envelope.apiVersion()
                            + "\""));
    return read(envelope, type);
  }

  /// The tree of an object of a type; not conformed.
  ///
  /// @throws MalformedMessage when the message is damaged
  public static ObjectNode read(Envelope envelope, ObjectType type) {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", envelope.kind()).put("apiVersion", envelope.apiVersion());
    MessageReader.read(new WireReader(envelope.object()), type, tree, 0);
    return tree;
  }

  /// Whether objects of a type, or lists of them, can be written.
  public static boolean knows(GroupVersionKind kind) {
    return type(kind.apiVersion(), kind.kind()).isPresent();
  }

  /// An object or a list, in its envelope.
  public static byte[] bytes(JsonNode tree) {
    var kind = tree.path("kind").asText();
    var version = tree.path("apiVersion").asText();
    var out = Envelope.opened();
    var type = type(version, kind);
    if (type.isPresent()) {
      MessageWriter.write(out, type.get(), tree);
    } else {
      list(out, item(version, kind), tree);
    }
    return Envelope.around(out, version, kind);
  }

  private static ObjectType item(String version, String kind) {
    return Optional.of(kind)
        .filter(name -> name.endsWith(LIST))
        .flatMap(name -> type(version, name.substring(0, name.length() - LIST.length())))
        .orElseThrow(
            () -> new IllegalArgumentException(version + " " + kind + " has no protobuf form"));
  }

  private static void list(WireWriter out, ObjectType item, JsonNode list) {
    var items = list.path("items");
    for (var i = items.size() - 1; i >= 0; i--) {
      var before = out.size();
      MessageWriter.write(out, item, items.get(i));
      out.closeMessage(ITEMS, before);
    }
    var before = out.size();
    MessageWriter.write(out, Schema.builtIn().type("meta/v1.ListMeta"), list.path("metadata"));
    out.closeMessage(LIST_METADATA, before);
  }

  /// A frame of a watch: four bytes of length, and an event.
  public static byte[] frame(String type, JsonNode object) {
    var out = new WireWriter();
    var before = out.size();
    out.bytesField(RAW, bytes(object));
    out.closeMessage(WATCH_OBJECT, before);
    out.textField(WATCH_TYPE, type);
    var length = ByteBuffer.allocate(Integer.BYTES).putInt(out.size());
    return out.bytes(length.array()).toByteArray();
  }

  private static Optional<ObjectType> type(String apiVersion, String kind) {
    if (OF_META.contains(kind)) {
      return Optional.of(Schema.builtIn().type("meta/v1." + kind));
    }
    return Schema.builtIn().find(GroupVersion.parse(apiVersion).kind(kind));
  }
}
