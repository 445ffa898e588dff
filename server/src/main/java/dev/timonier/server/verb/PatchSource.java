package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.apply.ManagedFields;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.UpdateSource;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.schema.ConformException;
import dev.timonier.server.verb.WriteOptions.FieldValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Patches whatever version of the object there is.
final class PatchSource implements UpdateSource {
  private final ApiCall call;
  private final Resource resource;
  private final Supplier<ObjectPatch> reader;
  private final FieldValidation validation;
  private Optional<ObjectPatch> patch = Optional.empty();

  private PatchSource(
      ApiCall call, Resource resource, Supplier<ObjectPatch> reader, FieldValidation validation) {
    this.call = call;
    this.resource = resource;
    this.reader = reader;
    this.validation = validation;
  }

  /// The patch is read when there is an object: that there is none is told first.
  ///
  /// @param resource as which the patched object is shown
  /// @param validation what is done about unknown and duplicate fields; who is warned of them is
  ///   warned whatever becomes of the patch
  static PatchSource of(
      ApiCall call, Resource resource, PatchType type, FieldValidation validation) {
    var body = call.request().body().get();
    return new PatchSource(
        call, resource, () -> Patches.read(type, body, resource, validation), validation);
  }

  @Override
  public ApiObject next(ApiObject present) {
    if (present.metadata().uid().isEmpty()) {
      throw ApiErrors.notFound(resource.groupResource(), call.info().name());
    }
    var read = patch.orElseGet(reader);
    patch = Optional.of(read);
    var tree = tree(read, read.apply(present.root()), present);
    warn(conform(read, tree, present));
    var object = ApiObject.of(tree);
    object.setType(resource.kind());
    UpdateVerb.checkName(call, resource, object);
    resource.normalize(object);
    return object;
  }

  private ObjectNode tree(ObjectPatch read, JsonNode document, ApiObject present) {
    if (document instanceof ObjectNode tree) {
      return tree;
    }
    throw invalid(read, present, BodyReader.noKind(document));
  }

  private List<String> conform(ObjectPatch read, ObjectNode tree, ApiObject present) {
    ManagedFields.markReset(tree);
    try {
      var found = new ArrayList<>(read.remarks());
      read.conform(tree).stream().sorted().forEach(found::add);
      if (validation == FieldValidation.STRICT && !found.isEmpty()) {
        throw invalid(read, present, "strict decoding error: " + String.join(", ", found));
      }
      return found;
    } catch (ConformException e) {
      throw invalid(read, present, e.getMessage());
    }
  }

  /// Patches once more for the message, as what was patched is no longer as it was.
  private RuntimeException invalid(ObjectPatch read, ApiObject present, String cause) {
    var text = read.shown(read.apply(present.root()));
    return ApiErrors.invalidPatch(FieldError.invalid("patch", FieldError.quote(text), cause));
  }

  private void warn(List<String> faults) {
    if (validation == FieldValidation.WARN) {
      call.warnings().addAll(faults);
    }
  }

  @Override
  public boolean retriesConflicts() {
    return true;
  }
}
