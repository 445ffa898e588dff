package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.patch.PatchException;
import dev.timonier.machinery.patch.StrategicMergePatch;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.status.GoForm;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.TypeMergeSchema;
import java.util.List;

/// A patch that knows the type of what it changes.
record StrategicPatch(Resource resource, ObjectNode change, List<String> remarks)
    implements ObjectPatch {

  @Override
  public JsonNode apply(ObjectNode object) {
    try {
      return StrategicMergePatch.apply(object, change, new TypeMergeSchema(resource.type()));
    } catch (PatchException e) {
      throw refusal(e);
    }
  }

  private static ApiException refusal(PatchException e) {
    return switch (e.reason()) {
      case BAD_FORMAT -> ApiErrors.badRequest(e.getMessage());
      case UNPROCESSABLE -> Patches.unprocessable();
      case OTHER -> ApiErrors.plain(500, e.getMessage());
    };
  }

  @Override
  public List<String> conform(ObjectNode document) {
    return Conformer.convert(document, resource.type());
  }

  @Override
  public String shown(JsonNode document) {
    return GoForm.plain(change);
  }
}
