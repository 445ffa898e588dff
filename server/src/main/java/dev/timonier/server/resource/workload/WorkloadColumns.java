package dev.timonier.server.resource.workload;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.table.ColumnTable;
import java.util.TreeMap;

/// Columns that tables of workloads share.
public final class WorkloadColumns {
  public static final String NONE = "<none>";

  private WorkloadColumns() {}

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
