package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.resource.workload.LabelSelectors;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import dev.timonier.server.table.Column;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Columns;
import java.util.List;
import java.util.TreeMap;

/// Objects as Scales.
final class Scales {
  static final GroupVersionKind KIND = new GroupVersion("autoscaling", "v1").kind("Scale");

  private static final ObjectType TYPE = Schema.builtIn().find(KIND).orElseThrow();
  private static final List<String> SHOWN =
      List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp");
  private static final Columns COLUMNS =
      ColumnTable.empty()
          .with(
              Column.text("Name", "The name of the object."),
              (scale, _) -> Trees.text(scale.path("metadata"), "name"))
          .number(
              "Desired",
              "The replicas that are wanted.",
              scale -> scale.path("spec").path("replicas").asLong())
          .number(
              "Available",
              "The replicas that there are.",
              scale -> scale.path("status").path("replicas").asLong())
          .age();

  private Scales() {}

  /// The resource as one of Scales.
  static Resource resource(Resource resource) {
    return new Resource(resource.api().ofKind(KIND), TYPE, Strategy.PLAIN, COLUMNS);
  }

  static StoredObject stored(StoredObject object) {
    return new StoredObject(StoredObject.encode(of(object.read())), object.revision());
  }

  static ApiObject of(ApiObject object) {
    var scale = ApiObject.of(JsonNodeFactory.instance.objectNode());
    scale.setType(KIND);
    SHOWN.forEach(field -> scale.metadata().copy(field, object.metadata()));
    var spec = Trees.child(scale.root(), "spec");
    spec.put("replicas", object.spec().path("replicas").asInt());
    var status = Trees.child(scale.root(), "status");
    status.put("replicas", object.status().path("replicas").asInt());
    status.put("selector", selector(object.spec().path("selector")));
    Conformer.conform(scale.root(), TYPE);
    return scale;
  }

  /// The string form of a selector, which in ReplicationControllers is a mere map.
  private static String selector(JsonNode selector) {
    if (selector.has("matchLabels") || selector.has("matchExpressions")) {
      return LabelSelectors.of(selector).toString();
    }
    var pairs = new TreeMap<>(LabelSelectors.texts(selector));
    return String.join(
        ",", pairs.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  static void setReplicas(ApiObject object, ApiObject scale) {
    Trees.child(object.root(), "spec").put("replicas", scale.spec().path("replicas").asInt());
  }

  static void validate(ApiObject scale) {
    var replicas = scale.spec().path("replicas").asLong();
    if (replicas < 0) {
      var fault =
          FieldError.invalid(
              "spec.replicas", Long.toString(replicas), "must be greater than or equal to 0");
      throw ApiErrors.invalid(KIND.groupKind(), scale.name(), List.of(fault));
    }
  }
}
