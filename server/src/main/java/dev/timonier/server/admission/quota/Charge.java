package dev.timonier.server.admission.quota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.object.ApiObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a request takes from the quotas of its namespace.
record Charge(AdmissionRequest request, Evaluator evaluator) {
  /// Those quotas that are about the request.
  ///
  /// @throws ApiException when the object does not say what it has to, or when it is not known how
  ///   much is used
  List<ApiObject> concerned(List<ApiObject> quotas) {
    var concerned = new ArrayList<ApiObject>();
    for (var quota : quotas) {
      if (isAbout(quota, next())) {
        checkSaid(quota);
        checkKnown(quota);
        concerned.add(quota);
      }
    }
    return concerned;
  }

  private ApiObject next() {
    return request.object().orElseThrow();
  }

  private boolean isAbout(ApiObject quota, ApiObject object) {
    return limited(quota).stream().anyMatch(evaluator::concerns)
        && Scope.of(quota).stream().allMatch(scope -> evaluator.isWithin(scope, object));
  }

  /// What the quota's controller has begun to count; a quota that it has not seen limits nothing.
  private static Set<String> limited(ApiObject quota) {
    var names = new HashSet<String>();
    quota.status().path("hard").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void checkSaid(ApiObject quota) {
    var missing = evaluator.missing(next(), limited(quota));
    if (!missing.isEmpty()) {
      throw request.forbidden("failed quota: " + quota.name() + ": must specify " + missing);
    }
  }

  /// Nothing is granted of what was not counted yet.
  private void checkKnown(ApiObject quota) {
    var used = quota.status().path("used");
    var limited = new TreeSet<>(limited(quota));
    limited.removeIf(name -> !evaluator.concerns(name));
    if (!limited.stream().allMatch(used::has)) {
      throw request.forbidden(
          "status unknown for quota: %s, resources: %s"
              .formatted(quota.name(), String.join(",", limited)));
    }
  }

  /// What the request takes from a quota that is about it. An object that was not the quota's
  /// before takes all that it uses.
  ///
  /// @throws ApiException when there is not as much
  Usage from(ApiObject quota) {
    var limited = limited(quota);
    var usage = evaluator.usage(next());
    var before =
        request
            .old()
            .filter(old -> isAbout(quota, old))
            .map(evaluator::usage)
            .orElseGet(Usage::none);
    var taken = usage.moreThan(before).only(limited::contains);
    if (!request.subresource().equals("status")) {
      check(quota, taken);
    }
    return taken;
  }

  private void check(ApiObject quota, Usage taken) {
    var hard = quota.status().path("hard");
    var used = quota.status().path("used");
    var exceeded =
        taken.only(
            name -> taken.of(name).plus(amount(used, name)).compareTo(amount(hard, name)) > 0);
    if (!exceeded.isEmpty()) {
      throw request.forbidden(
          "exceeded quota: %s, requested: %s, used: %s, limited: %s"
              .formatted(
                  quota.name(),
                  shown(exceeded, exceeded),
                  shown(exceeded, used),
                  shown(exceeded, hard)));
    }
  }

  static Amount amount(JsonNode amounts, String name) {
    return Amount.parse(amounts.path(name).asText("0"));
  }

  private static String shown(Usage of, Usage amounts) {
    return of.amounts().keySet().stream()
        .map(name -> name + "=" + amounts.of(name))
        .collect(Collectors.joining(","));
  }

  private static String shown(Usage of, JsonNode amounts) {
    return of.amounts().keySet().stream()
        .map(name -> name + "=" + amount(amounts, name))
        .collect(Collectors.joining(","));
  }
}
