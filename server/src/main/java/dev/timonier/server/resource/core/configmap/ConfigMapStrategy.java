package dev.timonier.server.resource.core.configmap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.json.GivenObject;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// ConfigMaps have texts and binary values under keys that could be names of files.
final class ConfigMapStrategy implements Strategy {
  private static final int MOST_BYTES = 1024 * 1024;

  /// No texts are the same as an empty map of them.
  @Override
  public void setDefaults(ObjectNode map) {
    GivenObject.forgetEmpty(map, "data");
  }

  @Override
  public void validateCreate(Subject map) {
    var data = map.at("data");
    var binary = map.at("binaryData");
    for (var key : data.keys()) {
      var shown = Subject.quote(key);
      Format.checkConfigKey(key).forEach(fault -> data.atKey(key).invalid(shown, fault));
      if (binary.value().has(key)) {
        data.atKey(key).invalid(shown, "duplicate of key present in binaryData");
      }
    }
    DataRules.keys(binary);
    if (DataRules.textBytes(data) + DataRules.decodedBytes(binary) > MOST_BYTES) {
      // Kubernetes names no field here, and shows a field without a name so.
      map.at("[]").tooLong(MOST_BYTES);
    }
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return UpdatedMetadata.CHANGES_AND_WHOLE;
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    DataRules.immutable(next, old, List.of("data", "binaryData"));
    validateCreate(next);
  }
}
