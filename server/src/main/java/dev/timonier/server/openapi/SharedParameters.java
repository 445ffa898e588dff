package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.JsonWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Set;
import java.util.TreeMap;

/// Parameters that many operations have stand once in the document of OpenAPI v2, and the
/// operations refer to them. They are called after what they say:
///
/// ```
/// "parameters": [{"$ref": "#/parameters/watch-XNNPZGbK"}]
/// ```
final class SharedParameters {
  private static final String REFERENCE = "#/parameters/";

  /// Names differ in each kind, and old clients look for the others at the operations.
  private static final Set<String> OWN = Set.of("name", "dryRun", "fieldValidation");

  private static final String MACHINERY = "#/definitions/io.k8s.apimachinery";
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final int HASH_LENGTH = 6;

  private final TreeMap<String, ObjectNode> shared = new TreeMap<>();

  private SharedParameters() {}

  /// Takes the shared parameters out of the paths.
  ///
  /// @return the parameters by name, in the order of the names
  static ObjectNode takenFrom(Collection<JsonNode> paths) {
    var parameters = new SharedParameters();
    for (var path : paths) {
      parameters.replaceIn(path);
      path.forEach(parameters::replaceIn);
    }
    var tree = ScalarSchemas.empty();
    parameters.shared.forEach(tree::set);
    return tree;
  }

  private void replaceIn(JsonNode holder) {
    if (holder.path("parameters") instanceof ArrayNode list) {
      for (var i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof ObjectNode parameter && isShared(parameter)) {
          list.set(i, ScalarSchemas.empty().put("$ref", REFERENCE + share(parameter)));
        }
      }
    }
  }

  private static boolean isShared(ObjectNode parameter) {
    return parameter.path("in").asText().equals("body")
        ? parameter.at("/schema/$ref").asText().startsWith(MACHINERY)
        : !OWN.contains(parameter.path("name").asText());
  }

  private String share(ObjectNode parameter) {
    var name = parameter.path("name").asText() + "-" + hash(parameter);
    shared.putIfAbsent(name, parameter);
    return name;
  }

  /// The beginning of the hash FNV-1 with 64 bits.
  private static String hash(ObjectNode parameter) {
    var hash = OFFSET;
    for (var octet : new JsonWriter().node(parameter).toByteArray()) {
      hash = hash * PRIME ^ Byte.toUnsignedInt(octet);
    }
    var bytes = ByteBuffer.allocate(Long.BYTES).putLong(hash).array();
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(bytes, HASH_LENGTH));
  }
}
