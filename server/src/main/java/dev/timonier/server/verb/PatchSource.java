package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.apply.ManagedFields;
import dev.timonier.server.json.Document;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.UpdateSource;
import dev.timonier.server.registry.Warnings;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.schema.ConformException;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.verb.WriteOptions.FieldValidation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/// Patches whatever version of the object there is.
final class PatchSource implements UpdateSource {
  private final ApiCall call;
  private final Resource resource;
  private final UnaryOperator<ObjectNode> patch;
  private final byte[] body;
  private final FieldValidation validation;
  private List<String> faults = List.of();

  PatchSource(
      ApiCall call,
      Resource resource,
      UnaryOperator<ObjectNode> patch,
      byte[] body,
      FieldValidation validation) {
    this.call = call;
    this.resource = resource;
    this.patch = patch;
    this.body = body;
    this.validation = validation;
  }

  @Override
  public ApiObject next(ApiObject present) {
    var tree = patch.apply(present.root());
    faults = conform(tree);
    var object = ApiObject.of(tree);
    object.setType(resource.kind());
    UpdateVerb.checkName(call, resource, object);
    resource.normalize(object);
    return object;
  }

  private List<String> conform(ObjectNode tree) {
    ManagedFields.markReset(tree);
    try {
      var found = Conformer.conform(Document.of(tree), resource.type());
      if (validation == FieldValidation.STRICT && !found.isEmpty()) {
        throw invalid("strict decoding error: " + String.join(", ", found));
      }
      return found;
    } catch (ConformException e) {
      throw invalid(e.getMessage());
    }
  }

  private RuntimeException invalid(String cause) {
    var text = new String(body, StandardCharsets.UTF_8);
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
