package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// How the source of a metric is written in `autoscaling/v2` and in the older form, for what is
/// wanted and for what was measured. Example: the older form of
/// `{"metric":{"name":"qps"},"target":{"type":"AverageValue","averageValue":"5"}}` is
/// `{"metricName":"qps","targetAverageValue":"5"}`.
enum MetricForm {
  TARGET("target"),
  CURRENT("current");

  private final String word;

  MetricForm(String word) {
    this.word = word;
  }

  ObjectNode write(String source, JsonNode metric) {
    var value = metric.path(word);
    var old = JsonNodeFactory.instance.objectNode();
    switch (source) {
      case "resource", "containerResource" -> {
        copy(metric, "name", old, "name");
        copy(value, "averageUtilization", old, word + "AverageUtilization");
        if (this == CURRENT) { // what was measured is always told
          old.put(word + "AverageValue", value.path("averageValue").asText("0"));
        } else {
          copy(value, "averageValue", old, word + "AverageValue");
        }
        copy(metric, "container", old, "container");
      }
      case "object" -> {
        reference(metric.path("describedObject"), old.putObject("target"));
        copy(metric.path("metric"), "name", old, "metricName");
        old.put(word + "Value", value.path("value").asText("0"));
        copy(metric.path("metric"), "selector", old, "selector");
        copy(value, "averageValue", old, "averageValue");
      }
      case "pods" -> {
        copy(metric.path("metric"), "name", old, "metricName");
        old.put(word + "AverageValue", value.path("averageValue").asText("0"));
        copy(metric.path("metric"), "selector", old, "selector");
      }
      default -> {
        copy(metric.path("metric"), "name", old, "metricName");
        copy(metric.path("metric"), "selector", old, "metricSelector");
        copy(value, "value", old, word + "Value");
        copy(value, "averageValue", old, word + "AverageValue");
      }
    }
    return old;
  }

  ObjectNode read(String source, JsonNode old) {
    var metric = JsonNodeFactory.instance.objectNode();
    var value = metric.objectNode();
    switch (source) {
      case "resource", "containerResource" -> {
        copy(old, "name", metric, "name");
        copy(old, word + "AverageUtilization", value, "averageUtilization");
        copy(old, word + "AverageValue", value, "averageValue");
        copy(old, "container", metric, "container");
      }
      case "object" -> {
        copy(old, "target", metric, "describedObject");
        identify(old, "selector", metric);
        copy(old, word + "Value", value, "value");
        copy(old, "averageValue", value, "averageValue");
      }
      case "pods" -> {
        identify(old, "selector", metric);
        copy(old, word + "AverageValue", value, "averageValue");
      }
      default -> {
        identify(old, "metricSelector", metric);
        copy(old, word + "Value", value, "value");
        copy(old, word + "AverageValue", value, "averageValue");
      }
    }
    metric.set(word, this == TARGET ? typed(source, value) : value);
    return metric;
  }

  private static void reference(JsonNode reference, ObjectNode target) {
    for (var field : List.of("kind", "name", "apiVersion")) {
      copy(reference, field, target, field);
    }
  }

  private static void identify(JsonNode old, String selector, ObjectNode metric) {
    var identifier = metric.putObject("metric");
    copy(old, "metricName", identifier, "name");
    copy(old, selector, identifier, "selector");
  }

  /// The older form does not say of which type a target is, but what it has tells it.
  private static ObjectNode typed(String source, ObjectNode target) {
    var type =
        target.has("averageUtilization")
            ? "Utilization"
            : isValue(source, target) ? "Value" : "AverageValue";
    return target.put("type", type);
  }

  private static boolean isValue(String source, ObjectNode target) {
    return source.equals("object") ? !target.has("averageValue") : target.has("value");
  }

  private static void copy(JsonNode from, String field, ObjectNode to, String name) {
    if (from.hasNonNull(field)) {
      to.set(name, from.get(field));
    }
  }
}
