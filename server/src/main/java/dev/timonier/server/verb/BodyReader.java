package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.apply.ManagedFields;
import dev.timonier.server.json.Document;
import dev.timonier.server.json.GivenObject;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.json.YamlReader;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.protobuf.Envelope;
import dev.timonier.server.protobuf.MalformedMessage;
import dev.timonier.server.protobuf.Protobuf;
import dev.timonier.server.registry.Warnings;
import dev.timonier.server.representation.InternalType;
import dev.timonier.server.representation.MediaType;
import dev.timonier.server.schema.ConformException;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import dev.timonier.server.verb.WriteOptions.FieldValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads the object that a request carries, of a type that is expected, and refuses others with the
/// words of Kubernetes.
final class BodyReader {
  /// What is read as another type, from which it does not differ: older clients evict with it.
  private static final Map<GroupVersionKind, GroupVersionKind> EARLIER =
      Map.of(
          new GroupVersion("policy", "v1").kind("Eviction"),
          new GroupVersion("policy", "v1beta1").kind("Eviction"));

  private final GroupVersionKind expected;
  private final ObjectType type;

  BodyReader(GroupVersionKind expected, ObjectType type) {
    this.expected = expected;
    this.type = type;
  }

  /// @throws ApiException 400 when the body is no object of the type
  ApiObject read(Body body, FieldValidation validation, Warnings warnings) {
    var document = parse(body.format(), body.bytes());
    var kind = kind(document.tree(), body.bytes());
    checkKind(document, kind);
    return conform(document, kind, validation, warnings);
  }

  private Document parse(MediaType format, byte[] body) {
    try {
      var document =
          switch (format) {
            case JSON -> JsonReader.read(body);
            case YAML -> YamlReader.read(body);
            case PROTOBUF -> Document.of(message(body));
          };
      return document.tree().isNull() ? empty(document) : document;
    } catch (SyntaxException e) {
      throw unrecognized(
          format == MediaType.JSON
              ? "couldn't get version/kind; json parse error: " + e.getMessage()
              : e.getMessage(),
          body);
    }
  }

  /// What the body says is of another type is not read further: it will be refused.
  private ObjectNode message(byte[] body) {
    var envelope = completed(envelope(body));
    var kind = GroupVersion.parse(envelope.apiVersion()).kind(envelope.kind());
    if (!isTaken(kind)) {
      var tree = JsonNodeFactory.instance.objectNode();
      return tree.put("kind", envelope.kind()).put("apiVersion", envelope.apiVersion());
    }
    try {
      return Protobuf.read(envelope, type);
    } catch (MalformedMessage e) {
      throw cannotBeHandled(kind, e.getMessage());
    }
  }

  /// What an envelope does not say, or says so that nobody understands it, is as expected.
  private Envelope completed(Envelope envelope) {
    var version = envelope.apiVersion();
    var says = !version.isEmpty() && GroupVersion.isWellFormed(version);
    return new Envelope(
        says ? version : expected.groupVersion().toString(),
        envelope.kind().isEmpty() ? expected.kind() : envelope.kind(),
        envelope.object());
  }

  private Envelope envelope(byte[] body) {
    try {
      return Envelope.read(body);
    } catch (MalformedMessage e) {
      throw unrecognized(e.getMessage(), body);
    }
  }

  private static Document empty(Document document) {
    return new Document(GivenObject.NODES.objectNode(), document.duplicates(), document.remarks());
  }

  private ApiException unrecognized(String cause, byte[] body) {
    return ApiErrors.badRequest(
        "the object provided is unrecognized (must be of type "
            + expected.kind()
            + "): "
            + cause
            + " ("
            + Summary.of(body)
            + ")");
  }

  /// The type that the body says it has; what it leaves out is as expected.
  private GroupVersionKind kind(JsonNode tree, byte[] body) {
    if (!(tree instanceof ObjectNode object)) {
      throw unrecognized(noKind(tree), body);
    }
    var kind = typeText(object, "kind", body);
    var version = typeText(object, "apiVersion", body);
    if (!GroupVersion.isWellFormed(version)) {
      throw unrecognized("unexpected GroupVersion string: " + version, body);
    }
    var groupVersion = version.isEmpty() ? expected.groupVersion() : GroupVersion.parse(version);
    return groupVersion.kind(kind.isEmpty() ? expected.kind() : kind);
  }

  /// What is said of a document that is no object.
  static String noKind(JsonNode tree) {
    return "couldn't get version/kind; json parse error: json: cannot unmarshal "
        + word(tree)
        + " into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\";"
        + " Kind string \"json:\\\"kind,omitempty\\\"\" }";
  }

  /// Go is lax here: letters may be large or small, and the last one counts.
  private String typeText(ObjectNode object, String field, byte[] body) {
    var text = "";
    for (var member : object.properties()) {
      if (member.getKey().equalsIgnoreCase(field) && !member.getValue().isNull()) {
        text = typeText(member.getValue(), field, body);
      }
    }
    return text;
  }

  private String typeText(JsonNode value, String field, byte[] body) {
    if (!value.isTextual()) {
      throw unrecognized(noText(value, field), body);
    }
    return value.textValue();
  }

  /// What is said of a kind or a version that is no text.
  static String noText(JsonNode value, String field) {
    return "couldn't get version/kind; json parse error: json: cannot unmarshal "
        + word(value)
        + " into Go struct field ."
        + field
        + " of type string";
  }

  static String word(JsonNode value) {
    if (value.isBoolean()) {
      return "bool";
    }
    return value.isTextual()
        ? "string"
        : value.isNumber() ? "number" : value.isArray() ? "array" : "object";
  }

  private boolean isTaken(GroupVersionKind kind) {
    return kind.equals(expected) || kind.equals(EARLIER.get(expected));
  }

  private void checkKind(Document document, GroupVersionKind kind) {
    if (isTaken(kind)) {
      return;
    }
    if (KindCheck.isRegistered(kind)) {
      Schema.builtIn().find(kind).ifPresent(own -> conform(document, kind, own));
    }
    if (InternalType.of(kind).equals(InternalType.of(expected)) && isKnownVersion(kind)) {
      throw ApiErrors.badRequest(
          "the API version in the data ("
              + kind.apiVersion()
              + ") does not match the expected API version ("
              + expected.apiVersion()
              + ")");
    }
    throw cannotBeHandled(kind, KindCheck.fault(kind, expected));
  }

  private static boolean isKnownVersion(GroupVersionKind kind) {
    return KindCheck.isRegistered(kind)
        || (!kind.group().isEmpty() && kind.version().matches("v[0-9]+(alpha|beta)[0-9]+"));
  }

  private ApiException cannotBeHandled(GroupVersionKind kind, String cause) {
    return ApiErrors.badRequest(
        kind.kind()
            + " in version \""
            + kind.version()
            + "\" cannot be handled as a "
            + expected.kind()
            + ": "
            + cause);
  }

  private ApiObject conform(
      Document document, GroupVersionKind kind, FieldValidation validation, Warnings warnings) {
    ManagedFields.markReset((ObjectNode) document.tree());
    var faults = conform(document, kind, type);
    report(document.remarks(), faults, kind, validation, warnings);
    var object = ApiObject.of((ObjectNode) document.tree());
    object.setType(kind);
    return object;
  }

  private List<String> conform(Document document, GroupVersionKind kind, ObjectType is) {
    try {
      return List.copyOf(Conformer.conform(document, is));
    } catch (ConformException e) {
      throw cannotBeHandled(kind, e.getMessage());
    }
  }

  private void report(
      List<String> remarks,
      List<String> faults,
      GroupVersionKind kind,
      FieldValidation validation,
      Warnings warnings) {
    switch (validation) {
      case IGNORE -> {}
      case WARN -> {
        warnings.addAll(remarks);
        warnings.addAll(faults);
      }
      case STRICT -> {
        var all = new ArrayList<String>();
        if (!remarks.isEmpty()) {
          all.add("yaml: unmarshal errors:\n  " + String.join("\n  ", remarks));
        }
        all.addAll(faults);
        if (!all.isEmpty()) {
          throw cannotBeHandled(kind, "strict decoding error: " + String.join(", ", all));
        }
      }
    }
  }
}
