package dev.timonier.server.admission.limitranger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.quantity.Amount;
import java.util.Map;
import java.util.TreeMap;

/// Reads lists of resources.
final class Amounts {
  private Amounts() {}

  /// The amounts by their names, in order.
  static Map<String, Amount> of(JsonNode list) {
    var amounts = new TreeMap<String, Amount>();
    list.properties()
        .forEach(entry -> amounts.put(entry.getKey(), Amount.parse(entry.getValue().asText())));
    return amounts;
  }
}
