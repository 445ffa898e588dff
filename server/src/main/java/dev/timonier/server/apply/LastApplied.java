package dev.timonier.server.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.apply.fieldset.FieldSet;
import dev.timonier.server.apply.fieldset.Values;
import dev.timonier.server.apply.typed.BuiltInTypes;
import dev.timonier.server.apply.typed.Comparer;
import dev.timonier.server.apply.typed.Extractor;
import dev.timonier.server.apply.typed.MergeType;
import dev.timonier.server.apply.typed.TypedException;
import dev.timonier.server.apply.typed.Validator;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.object.ApiObject;
import java.nio.charset.StandardCharsets;

/// The configuration that kubectl applied from its own side and keeps in an annotation. Who did so
/// goes over to server-side apply without conflicts, and may go back
/// (<https://kubernetes.io/docs/reference/using-api/server-side-apply/#upgrading-from-client-side-apply-to-server-side-apply>).
final class LastApplied {
  private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";
  private static final int MOST_ANNOTATIONS = 256 << 10; // bytes

  private LastApplied() {}

  /// The fields that were applied so and still are as they were applied; none where that cannot be
  /// told.
  static FieldSet fields(ApiObject live, Application application, BuiltInTypes types) {
    try {
      var last = JsonReader.tree(text(live).getBytes(StandardCharsets.UTF_8));
      var known =
          last.path("apiVersion").asText().equals(application.apiVersion())
              && !last.path("kind").asText().isEmpty();
      var type = types.root(application.request().resource().type());
      return known ? unchanged(last, live, type) : FieldSet.EMPTY;
    } catch (SyntaxException | TypedException _) {
      return FieldSet.EMPTY;
    }
  }

  private static FieldSet unchanged(JsonNode last, ApiObject live, MergeType type) {
    Validator.validate(last, type);
    var delta = Comparer.compare(last, live.root(), type);
    return Extractor.fields(last, type)
        .difference(delta.modified())
        .difference(delta.added())
        .difference(delta.removed());
  }

  private static String text(ApiObject object) {
    return object.metadata().tree().path("annotations").path(ANNOTATION).asText();
  }

  /// Puts a configuration in the place of the one that the annotation holds, if there is one.
  static void replace(ApiObject object, ObjectNode config) {
    if (!text(object).isEmpty()) {
      var annotations = (ObjectNode) object.metadata().tree().path("annotations");
      annotations.put(ANNOTATION, Values.json(withoutAnnotation(config)) + "\n");
      if (size(annotations) > MOST_ANNOTATIONS) {
        annotations.remove(ANNOTATION);
      }
    }
  }

  private static ObjectNode withoutAnnotation(ObjectNode config) {
    var copy = config.deepCopy();
    if (copy.path("metadata").path("annotations") instanceof ObjectNode annotations) {
      annotations.remove(ANNOTATION);
    }
    return copy;
  }

  private static long size(ObjectNode annotations) {
    return annotations.properties().stream()
        .mapToLong(entry -> bytes(entry.getKey()) + bytes(entry.getValue().asText()))
        .sum();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
