package dev.timonier.server.resource.core.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.resource.core.configmap.DataRules;
import dev.timonier.server.validation.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Secrets have binary values, which may also be written as texts in `stringData`, and a type that
/// demands some of them.
final class SecretStrategy implements Strategy {
  private static final int MOST_BYTES = 1024 * 1024;

  @Override
  public void setDefaults(ObjectNode object) {
    Trees.setDefault(object, "type", "Opaque");
    if (object.remove("stringData") instanceof ObjectNode texts && !texts.isEmpty()) {
      var data = Trees.child(object, "data");
      texts.properties().forEach(e -> data.put(e.getKey(), encoded(e.getValue().asText())));
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void validateCreate(Subject secret) {
    var data = secret.at("data");
    DataRules.keys(data);
    if (DataRules.decodedBytes(data) > MOST_BYTES) {
      data.tooLong(MOST_BYTES);
    }
    SecretTypes.validate(secret);
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return UpdatedMetadata.CHANGES_AND_WHOLE;
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    next.at("type").immutable(old.root().path("type"));
    DataRules.immutable(next, old, List.of("data"));
    validateCreate(next);
  }

  @Override
  public List<String> warnings(ApiObject object) {
    return object.root().path("type").asText().equals(SecretTypes.TLS)
        ? TlsKeyPair.faults(object.root().path("data"))
        : List.of();
  }

  @Override
  public List<String> selectableFieldNames() {
    return List.of("metadata.name", "metadata.namespace", "type");
  }

  @Override
  public Map<String, String> selectableFields(JsonNode object) {
    return Map.of("type", object.path("type").asText());
  }
}
