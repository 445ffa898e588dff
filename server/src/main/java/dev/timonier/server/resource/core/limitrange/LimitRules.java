package dev.timonier.server.resource.core.limitrange;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.validation.Subject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What holds for the limits of a LimitRange.
final class LimitRules {
  private static final List<String> BOUNDS =
      List.of("max", "min", "default", "defaultRequest", "maxLimitRequestRatio");

  private LimitRules() {}

  static void validate(Subject limits) {
    var types = new HashSet<String>();
    for (var limit : limits.elements()) {
      var type = limit.at("type");
      type.faulty(Format.checkQualifiedName(type.text()));
      if (!types.add(type.text())) {
        type.duplicate();
      }
      limit(limit, type.text());
    }
  }

  private static void limit(Subject limit, String type) {
    if (type.equals("Pod")) {
      for (var field : List.of("default", "defaultRequest")) {
        if (!limit.at(field).isEmpty()) {
          limit.at(field).forbidden("may not be specified when `type` is 'Pod'");
        }
      }
    }
    if (type.equals("PersistentVolumeClaim")
        && !limit.at("min").value().has("storage")
        && !limit.at("max").value().has("storage")) {
      limit.required(
          "either minimum or maximum storage value is required, but neither was provided");
    }
    names(limit).forEach(name -> bounds(limit, name));
  }

  private static Set<String> names(Subject limit) {
    var names = new TreeSet<String>();
    BOUNDS.forEach(bound -> names.addAll(limit.at(bound).keys()));
    return names;
  }

  private static Optional<Amount> amount(Subject limit, String bound, String name) {
    var text = limit.at(bound).atKey(name);
    return text.isPresent() ? Optional.of(Amount.parse(text.text())) : Optional.empty();
  }

  private static void bounds(Subject limit, String name) {
    atMost(limit, name, "min", "max", "min value %s is greater than max value %s");
    atMost(
        limit,
        name,
        "min",
        "defaultRequest",
        "min value %s is greater than default request value %s");
    atMost(
        limit,
        name,
        "defaultRequest",
        "max",
        "default request value %s is greater than max value %s");
    atMost(
        limit,
        name,
        "defaultRequest",
        "default",
        "default request value %s is greater than default limit value %s");
    atMost(limit, name, "min", "default", "min value %s is greater than default value %s");
    atMost(limit, name, "default", "max", "default value %s is greater than max value %s");
    ratio(limit, name);
  }

  /// The fault is told at the lower bound, but for the default limit.
  private static void atMost(
      Subject limit, String name, String lower, String upper, String message) {
    var low = amount(limit, lower, name);
    var high = amount(limit, upper, name);
    if (low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0) {
      var field = upper.equals("default") && lower.equals("min") ? "default" : lower;
      var at = limit.at(field).atKey(name);
      at.with(
              TextNode.valueOf(
                  (field.equals("default") && !lower.equals("default") ? high : low)
                      .get()
                      .toString()))
          .invalid(message.formatted(low.get(), high.get()));
    }
  }

  private static void ratio(Subject limit, String name) {
    var ratio = amount(limit, "maxLimitRequestRatio", name);
    if (ratio.isEmpty()) {
      return;
    }
    var at = limit.at("maxLimitRequestRatio").atKey(name);
    if (ratio.get().compareTo(Amount.of(1)) < 0) {
      at.invalid("ratio " + ratio.get() + " is less than 1");
    }
    var low = amount(limit, "min", name);
    var high = amount(limit, "max", name);
    if (low.isPresent() && high.isPresent() && low.get().signum() > 0) {
      var most = high.get().number().divide(low.get().number(), MathContext.DECIMAL64);
      if (ratio.get().number().compareTo(most) > 0) {
        at.invalid("ratio %s is greater than max/min = %s".formatted(ratio.get(), decimals(most)));
      }
    }
  }

  private static String decimals(BigDecimal number) {
    return "%f".formatted(number.doubleValue());
  }
}
