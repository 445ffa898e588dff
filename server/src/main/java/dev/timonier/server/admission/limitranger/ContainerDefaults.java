package dev.timonier.server.admission.limitranger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What containers get that do not say otherwise.
record ContainerDefaults(Map<String, String> requests, Map<String, String> limits) {
  private static final String ANNOTATION = "kubernetes.io/limit-ranger";

  static ContainerDefaults of(List<ObjectNode> limits) {
    var defaults = new ContainerDefaults(new TreeMap<>(), new TreeMap<>());
    for (var limit : limits) {
      if (Trees.text(limit, "type").equals("Container")) {
        collect(limit, "defaultRequest", defaults.requests());
        collect(limit, "default", defaults.limits());
      }
    }
    return defaults;
  }

  private static void collect(ObjectNode limit, String field, Map<String, String> into) {
    limit.path(field).properties().forEach(e -> into.put(e.getKey(), e.getValue().asText()));
  }

  void fill(ApiObject pod) {
    var notes = new ArrayList<String>();
    for (var container : Trees.objects(pod.spec().path("containers"))) {
      fill(container, "container", notes);
    }
    for (var container : Trees.objects(pod.spec().path("initContainers"))) {
      fill(container, "init container", notes);
    }
    if (!notes.isEmpty()) {
      Trees.child(pod.metadata().tree(), "annotations")
          .put(ANNOTATION, "LimitRanger plugin set: " + String.join("; ", notes));
    }
  }

  private void fill(ObjectNode container, String word, List<String> notes) {
    note(missing(container, "requests", requests), "request", word, container, notes);
    note(missing(container, "limits", limits), "limit", word, container, notes);
  }

  /// Fills in one side, and returns the names of what was missing.
  private static List<String> missing(
      ObjectNode container, String side, Map<String, String> defaults) {
    var present = container.path("resources").path(side);
    var missing = defaults.keySet().stream().filter(name -> !present.has(name)).toList();
    if (!missing.isEmpty()) {
      var filled = Trees.child(Trees.child(container, "resources"), side);
      for (var name : missing) {
        filled.set(name, JsonNodeFactory.instance.textNode(defaults.get(name)));
      }
    }
    return missing;
  }

  private static void note(
      List<String> names, String what, String word, ObjectNode container, List<String> notes) {
    if (!names.isEmpty()) {
      var list = String.join(", ", names);
      notes.add(list + " " + what + " for " + word + " " + Trees.text(container, "name"));
    }
  }
}
