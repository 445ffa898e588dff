package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.apply.Application;
import dev.timonier.server.apply.Applier;
import dev.timonier.server.apply.ManagedFields;
import dev.timonier.server.json.Document;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.UpdateSource;
import dev.timonier.server.registry.Warnings;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.schema.ConformException;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.verb.WriteOptions.FieldValidation;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/// Changes parts of an object.
public final class PatchVerb implements VerbHandler {
  private final Registry registry;
  private final Applier applier;
  private final InstantSource clock;

  public PatchVerb(Registry registry, Applier applier, InstantSource clock) {
    this.registry = registry;
    this.applier = applier;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var representation = Representation.accepted(call.request(), resource, clock);
    var type = PatchType.of(call.request().headers());
    var options = WriteOptions.readPatch(call.request(), type);
    if (type == PatchType.APPLY) {
      return apply(call, resource, options, representation);
    }
    var body = call.request().body().get();
    var patch = Patches.read(type, body, resource.type());
    var source = new PatchSource(call, resource, patch, body, options.validation());
    var result = registry.update(WriteRequests.of(call, resource, options), source);
    source.warnInto(call.warnings());
    return representation.object(UpdateVerb.status(result), result.object());
  }

  private Reply apply(
      ApiCall call, Resource resource, WriteOptions options, Representation representation) {
    var request = WriteRequests.of(call, resource, options);
    var force =
        options.tree().path("force").asBoolean() ? Application.Force.YES : Application.Force.NO;
    var application = new Application(ApplySource.config(call, options), force, request);
    var result = registry.update(request, new ApplySource(call, applier, application));
    return representation.object(UpdateVerb.status(result), result.object());
  }

  /// Patches whatever version of the object there is.
  private static final class PatchSource implements UpdateSource {
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
}
