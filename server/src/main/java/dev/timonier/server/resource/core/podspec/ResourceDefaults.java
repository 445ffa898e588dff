package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.quantity.Amount;

/// Amounts of resources are whole thousandths: finer ones are rounded up.
public final class ResourceDefaults {
  private ResourceDefaults() {}

  /// Rounds the limits and requests of a container or claim.
  public static void roundUpAll(JsonNode resources) {
    roundUp(resources.path("limits"));
    roundUp(resources.path("requests"));
  }

  /// Rounds the amounts of a map of resources.
  public static void roundUp(JsonNode amounts) {
    if (amounts instanceof ObjectNode map) {
      for (var amount : map.properties()) {
        if (mayBeFiner(amount.getValue().asText())) {
          var rounded = Amount.parse(amount.getValue().asText()).roundedToMilli();
          amount.setValue(TextNode.valueOf(rounded.toString()));
        }
      }
    }
  }

  /// All that is finer than a thousandth has one of these suffixes, or has been left as it was
  /// written, with a point.
  private static boolean mayBeFiner(String canonical) {
    return canonical.endsWith("n")
        || canonical.endsWith("u")
        || canonical.indexOf('-', 1) > 0
        || canonical.indexOf('.') >= 0;
  }
}
