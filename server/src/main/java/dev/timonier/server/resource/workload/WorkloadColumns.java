package dev.timonier.server.resource.workload;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.table.ColumnTable;
import java.util.TreeMap;
import java.util.function.Function;

/// Columns that tables of workloads share.
public final class WorkloadColumns {
  public static final String NONE = "<none>";

  private WorkloadColumns() {}

  /// The table of what keeps a number of pods: ReplicaSets and ReplicationControllers.
  ///
  /// @param selector the text of `spec.selector`
  public static ColumnTable replicas(Function<JsonNode, String> selector) {
    var counts =
        ColumnTable.named()
            .number("Desired", "The pods that are wanted.", WorkloadColumns::wanted)
            .number("Current", "The pods that there are.", object -> status(object, "replicas"))
            .number("Ready", "The pods that are ready.", object -> status(object, "readyReplicas"))
            .age();
    return withContainers(counts)
        .wide(
            "Selector",
            "The labels of the pods.",
            object -> selector.apply(object.path("spec").path("selector")));
  }

  /// The ready pods of all pods that are wanted, as `2/3`.
  public static ColumnTable ready(ColumnTable table) {
    return table.text(
        "Ready",
        "The ready pods of all pods that are wanted.",
        object -> status(object, "readyReplicas") + "/" + wanted(object));
  }

  private static long wanted(JsonNode object) {
    return object.path("spec").path("replicas").asLong();
  }

  /// The containers of `spec.template` and their images.
  public static ColumnTable withContainers(ColumnTable table) {
    return table
        .wide("Containers", "The names of the containers.", object -> names(template(object)))
        .wide("Images", "The images of the containers.", object -> images(template(object)));
  }

  private static JsonNode template(JsonNode object) {
    return object.path("spec").path("template");
  }

  /// The names of a template's containers.
  public static String names(JsonNode template) {
    return joined(template, "name");
  }

  public static String images(JsonNode template) {
    return joined(template, "image");
  }

  private static String joined(JsonNode template, String field) {
    return Trees.stream(template.path("spec").path("containers"))
        .map(container -> Trees.text(container, field))
        .collect(joining(","));
  }

  /// A selector in its string form.
  public static String selector(JsonNode selector) {
    return SelectorRules.read(selector)
        .map(read -> selector.isObject() ? orNone(read.toString()) : NONE)
        .orElse("<error>");
  }

  /// Labels as `k=v,l=w`, in the order of the keys.
  public static String labels(JsonNode labels) {
    return orNone(
        new TreeMap<>(LabelSelectors.texts(labels))
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(joining(",")));
  }

  public static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  /// A number in the status.
  public static Object status(JsonNode object, String field) {
    return object.path("status").path(field).asLong();
  }
}
