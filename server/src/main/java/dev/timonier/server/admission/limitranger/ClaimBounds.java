package dev.timonier.server.admission.limitranger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AggregateResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What of a claim is outside of the bounds.
final class ClaimBounds {
  private ClaimBounds() {}

  static List<String> faults(List<ObjectNode> limits, ApiObject claim) {
    var faults = new ArrayList<String>();
    var requests = AggregateResources.amounts(claim.spec().path("resources").path("requests"));
    for (var item : limits) {
      if (Trees.text(item, "type").equals("PersistentVolumeClaim")) {
        least(item, requests, faults);
        most(item, requests, faults);
      }
    }
    return faults;
  }

  private static void least(ObjectNode item, Map<String, Amount> requests, List<String> faults) {
    AggregateResources.amounts(item.path("min"))
        .forEach(
            (name, least) -> {
              var request = requests.getOrDefault(name, Amount.ZERO);
              if (request.compareTo(least) < 0) {
                faults.add(text("minimum", name, least) + request);
              }
            });
  }

  private static void most(ObjectNode item, Map<String, Amount> requests, List<String> faults) {
    AggregateResources.amounts(item.path("max"))
        .forEach(
            (name, most) -> {
              var request = requests.getOrDefault(name, Amount.ZERO);
              if (request.compareTo(most) > 0) {
                faults.add(text("maximum", name, most) + request);
              }
            });
  }

  private static String text(String bound, String name, Amount amount) {
    return "%s %s usage per PersistentVolumeClaim is %s, but request is "
        .formatted(bound, name, amount);
  }
}
