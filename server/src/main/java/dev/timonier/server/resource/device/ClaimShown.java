package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.validation.GoShown;
import java.util.function.Function;

/// Specifications of claims as messages show them: with all fields, under their inner names.
final class ClaimShown {
  private ClaimShown() {}

  static ObjectNode of(JsonNode spec) {
    var devices = GoShown.of(spec.path("devices"), "requests", "constraints", "config");
    replace(devices, "Requests", ClaimShown::request);
    replace(
        devices,
        "Constraints",
        c -> GoShown.of(c, "requests", "matchAttribute", "distinctAttribute"));
    replace(devices, "Config", ClaimShown::configuration);
    var shown = JsonNodeFactory.instance.objectNode();
    shown.set("Devices", devices);
    return shown;
  }

  /// The specification of a template, whose metadata keep their names.
  static ObjectNode ofTemplate(JsonNode spec) {
    var shown = JsonNodeFactory.instance.objectNode();
    for (var field : new String[] {"labels", "annotations"}) {
      if (spec.path("metadata").has(field)) {
        shown.set(field, spec.path("metadata").get(field));
      }
    }
    shown.set("Spec", of(spec.path("spec")));
    return shown;
  }

  private static ObjectNode request(JsonNode request) {
    var shown = GoShown.of(request, "name", "exactly", "firstAvailable");
    if (request.path("exactly").isObject()) {
      shown.set("Exactly", exactly(request.path("exactly")));
    }
    replace(shown, "FirstAvailable", ClaimShown::choice);
    return shown;
  }

  private static ObjectNode exactly(JsonNode request) {
    return parts(
        GoShown.of(
            request,
            "deviceClassName",
            "selectors",
            "allocationMode",
            "count",
            "adminAccess",
            "tolerations",
            "capacity"));
  }

  private static ObjectNode choice(JsonNode choice) {
    return parts(
        GoShown.of(
            choice,
            "name",
            "deviceClassName",
            "selectors",
            "allocationMode",
            "count",
            "tolerations",
            "capacity"));
  }

  private static ObjectNode parts(ObjectNode shown) {
    if (shown.path("Count").isNull()) {
      shown.put("Count", 0);
    }
    replace(shown, "Selectors", ClaimShown::selector);
    replace(
        shown,
        "Tolerations",
        t -> GoShown.of(t, "key", "operator", "value", "effect", "tolerationSeconds"));
    if (shown.path("Capacity").isObject()) {
      shown.set("Capacity", GoShown.of(shown.path("Capacity"), "requests"));
    }
    return shown;
  }

  private static ObjectNode selector(JsonNode selector) {
    var shown = JsonNodeFactory.instance.objectNode();
    shown.set("CEL", GoShown.of(selector.path("cel"), "expression"));
    return shown;
  }

  private static ObjectNode configuration(JsonNode configuration) {
    var shown = GoShown.of(configuration, "requests", "opaque");
    if (shown.path("Opaque").isObject()) {
      shown.set("Opaque", GoShown.of(shown.path("Opaque"), "driver", "parameters"));
    }
    return shown;
  }

  private static void replace(
      ObjectNode shown, String field, Function<JsonNode, ObjectNode> element) {
    if (shown.path(field).isArray()) {
      var list = JsonNodeFactory.instance.arrayNode();
      shown.path(field).forEach(e -> list.add(element.apply(e)));
      shown.set(field, list);
    }
  }
}
