package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.apply.ManagedFields;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.UpdateSource;
import dev.timonier.server.registry.Warnings;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.schema.ConformException;
import dev.timonier.server.verb.WriteOptions.FieldValidation;
import java.util.ArrayList;
import java.util.List;

/// Patches whatever version of the object there is.
final class PatchSource implements UpdateSource {
  private final ApiCall call;
  private final Resource resource;
  private final ObjectPatch patch;
  private final FieldValidation validation;
  private List<String> faults = List.of();

  PatchSource(ApiCall call, Resource resource, ObjectPatch patch, FieldValidation validation) {
    this.call = call;
    this.resource = resource;
    this.patch = patch;
    this.validation = validation;
  }

  @Override
  public ApiObject next(ApiObject present) {
    if (present.metadata().uid().isEmpty()) {
      throw ApiErrors.notFound(resource.groupResource(), call.info().name());
    }
    var tree = tree(patch.apply(present.root()), present);
    faults = conform(tree, present);
    var object = ApiObject.of(tree);
    object.setType(resource.kind());
    UpdateVerb.checkName(call, resource, object);
    resource.normalize(object);
    return object;
  }

  private ObjectNode tree(JsonNode document, ApiObject present) {
    if (document instanceof ObjectNode tree) {
      return tree;
    }
    throw invalid(present, BodyReader.noKind(document));
  }

  private List<String> conform(ObjectNode tree, ApiObject present) {
    ManagedFields.markReset(tree);
    try {
      var found = new ArrayList<>(patch.remarks());
      patch.conform(tree).stream().sorted().forEach(found::add);
      if (validation == FieldValidation.STRICT && !found.isEmpty()) {
        throw invalid(present, "strict decoding error: " + String.join(", ", found));
      }
      return found;
    } catch (ConformException e) {
      throw invalid(present, e.getMessage());
    }
  }

  /// Patches once more for the message, as what was patched is no longer as it was.
  private RuntimeException invalid(ApiObject present, String cause) {
    var text = patch.shown(patch.apply(present.root()));
    return ApiErrors.invalidPatch(FieldError.invalid("patch", FieldError.quote(text), cause));
  }

  void warnInto(Warnings warnings) {
    if (validation == FieldValidation.WARN) {
      warnings.addAll(faults);
    }
  }

  @Override
  public boolean retriesConflicts() {
    return true;
  }
}
