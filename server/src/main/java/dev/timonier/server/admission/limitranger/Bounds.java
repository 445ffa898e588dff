package dev.timonier.server.admission.limitranger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AggregateResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Holds requests and limits against the bounds of one item of a LimitRange.
///
/// @param type as messages name what is bounded
record Bounds(ObjectNode item, String type) {
  static Bounds of(ObjectNode item) {
    return new Bounds(item, Trees.text(item, "type"));
  }

  List<String> faults(Map<String, Amount> requests, Map<String, Amount> limits) {
    var faults = new ArrayList<String>();
    AggregateResources.amounts(item.path("min"))
        .forEach((name, least) -> least(name, least, requests, limits, faults));
    AggregateResources.amounts(item.path("max"))
        .forEach((name, most) -> most(name, most, requests, limits, faults));
    AggregateResources.amounts(item.path("maxLimitRequestRatio"))
        .forEach((name, ratio) -> ratio(name, ratio, requests, limits, faults));
    return faults;
  }

  private void least(
      String name,
      Amount least,
      Map<String, Amount> requests,
      Map<String, Amount> limits,
      List<String> faults) {
    var text = "minimum %s usage per %s is %s".formatted(name, type, least);
    var request = requests.get(name);
    var limit = limits.get(name);
    if (request == null) {
      faults.add(text + ".  No request is specified");
    } else if (request.compareTo(least) < 0) {
      faults.add(text + ", but request is " + request);
    } else if (limit != null && limit.compareTo(least) < 0) {
      faults.add(text + ", but limit is " + limit);
    }
  }

  private void most(
      String name,
      Amount most,
      Map<String, Amount> requests,
      Map<String, Amount> limits,
      List<String> faults) {
    var text = "maximum %s usage per %s is %s".formatted(name, type, most);
    var request = requests.get(name);
    var limit = limits.get(name);
    if (limit == null) {
      faults.add(text + ".  No limit is specified");
    } else if (limit.compareTo(most) > 0) {
      faults.add(text + ", but limit is " + limit);
    } else if (request != null && request.compareTo(most) > 0) {
      faults.add(text + ", but request is " + request);
    }
  }

  private void ratio(
      String name,
      Amount most,
      Map<String, Amount> requests,
      Map<String, Amount> limits,
      List<String> faults) {
    var text = "%s max limit to request ratio per %s is %s".formatted(name, type, most);
    var request = requests.getOrDefault(name, Amount.ZERO);
    var limit = limits.getOrDefault(name, Amount.ZERO);
    if (request.signum() == 0) {
      faults.add(text + ", but no request is specified or request is 0");
    } else if (limit.signum() == 0) {
      faults.add(text + ", but no limit is specified or limit is 0");
    } else {
      var ratio = limit.number().doubleValue() / request.number().doubleValue();
      if (ratio > most.number().doubleValue()) {
        faults.add(text + ", but provided ratio is " + "%f".formatted(ratio));
      }
    }
  }
}
