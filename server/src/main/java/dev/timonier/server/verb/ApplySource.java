package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.apply.Application;
import dev.timonier.server.apply.Applier;
import dev.timonier.server.json.Document;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.json.YamlReader;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.UpdateSource;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.request.ApiCall;

/// Applies a configuration to whatever version of the object there is, or to nothing.
final class ApplySource implements UpdateSource {
  private final ApiCall call;
  private final Applier applier;
  private final Application application;

  /// Applies what a request wants applied.
  static ApplySource of(ApiCall call, Applier applier, WriteRequest request, WriteOptions options) {
    var force =
        options.tree().path("force").asBoolean() ? Application.Force.YES : Application.Force.NO;
    var application = new Application(config(call, options), force, request);
    return new ApplySource(call, applier, application);
  }

  private ApplySource(ApiCall call, Applier applier, Application application) {
    this.call = call;
    this.applier = applier;
    this.application = application;
  }

  /// Reads a configuration, and reports keys that it has twice.
  private static ObjectNode config(ApiCall call, WriteOptions options) {
    var document = document(call.request().body().get());
    if (!document.remarks().isEmpty()) {
      switch (options.validation()) {
        case IGNORE -> {}
        case WARN -> call.warnings().addAll(document.remarks());
        case STRICT ->
            throw ApiErrors.badRequest(
                "error strict decoding YAML: "
                    + YamlReader.FOR_JSON
                    + "yaml: unmarshal errors:\n  "
                    + String.join("\n  ", document.remarks()));
      }
    }
    if (document.tree().isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (document.tree() instanceof ObjectNode config) {
      return config;
    }
    throw ApiErrors.badRequest(
        "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
            + BodyReader.word(document.tree())
            + " into Go value of type map[string]interface {}");
  }

  /// Most clients send JSON, which is read faster as such. Where the two formats differ, as in
  /// fractions and in what is said of faults, it is read as YAML.
  private static Document document(byte[] body) {
    try {
      var document = JsonReader.readMaps(body);
      if (document.remarks().isEmpty() && !hasFractions(document.tree())) {
        return document;
      }
    } catch (SyntaxException _) {
      // it is YAML, or wrong in both formats
    }
    return yaml(body);
  }

  private static boolean hasFractions(JsonNode tree) {
    return tree.isFloatingPointNumber()
        || (tree.isContainerNode() && tree.valueStream().anyMatch(ApplySource::hasFractions));
  }

  private static Document yaml(byte[] body) {
    try {
      return YamlReader.read(body);
    } catch (SyntaxException e) {
      throw ApiErrors.badRequest("error decoding YAML: " + YamlReader.FOR_JSON + e.getMessage());
    }
  }

  @Override
  public ApiObject next(ApiObject present) {
    var resource = application.request().resource();
    var object = applier.apply(present, application);
    UpdateVerb.checkName(call, resource, object);
    resource.normalize(object);
    return object;
  }

  @Override
  public boolean retriesConflicts() {
    return true;
  }

  @Override
  public boolean tracksFields() {
    return true;
  }

  @Override
  public boolean creates() {
    return true;
  }
}
