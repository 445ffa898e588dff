package dev.timonier.server.resource.core.limitrange;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.resource.core.podspec.ResourceNameRules;
import dev.timonier.server.resource.core.podspec.ResourceNames;
import dev.timonier.server.validation.Subject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What holds for the limits of a LimitRange.
final class LimitRules {
  static final List<String> BOUNDS =
      List.of("max", "min", "default", "defaultRequest", "maxLimitRequestRatio");
  private static final Set<String> POD_TYPES = Set.of("Pod", "Container");
  private static final String CLAIM_TYPE = "PersistentVolumeClaim";

  private static final List<Order> ORDERS =
      List.of(
          new Order("min", "max", "min", "min", "min value %s is greater than max value %s"),
          new Order(
              "min",
              "defaultRequest",
              "defaultRequest",
              "defaultRequest",
              "min value %s is greater than default request value %s"),
          new Order(
              "defaultRequest",
              "max",
              "defaultRequest",
              "defaultRequest",
              "default request value %s is greater than max value %s"),
          new Order(
              "defaultRequest",
              "default",
              "defaultRequest",
              "defaultRequest",
              "default request value %s is greater than default limit value %s"),
          new Order(
              "min", "default", "default", "min", "min value %s is greater than default value %s"),
          new Order(
              "default", "max", "default", "max", "default value %s is greater than max value %s"));

  private static final long MOST_MILLI = Long.MAX_VALUE / 1000;

  private LimitRules() {}

  static void validate(Subject limits) {
    var types = new HashSet<String>();
    for (var limit : limits.elements()) {
      var type = limit.at("type");
      type(type);
      if (!types.add(type.text())) {
        type.duplicate();
      }
      limit(limit, type.text());
    }
  }

  private static void type(Subject type) {
    var faults = Format.checkQualifiedName(type.text());
    type.faulty(faults);
    if (faults.isEmpty() && type.text().indexOf('/') < 0 && !isStandard(type.text())) {
      type.invalid("must be a standard limit type or fully qualified");
    }
  }

  private static boolean isStandard(String type) {
    return POD_TYPES.contains(type) || type.equals(CLAIM_TYPE);
  }

  private static void limit(Subject limit, String type) {
    for (var bound : BOUNDS) {
      if (isForbidden(limit, bound)) {
        forbidden(limit.at(bound));
      } else {
        limit.at(bound).keys().forEach(name -> name(limit.at(bound).atKey(name), name, type));
      }
    }
    if (type.equals(CLAIM_TYPE)
        && !limit.at("min").value().has("storage")
        && !limit.at("max").value().has("storage")) {
      limit
          .at("limits")
          .required(
              "either minimum or maximum storage value is required, but neither was provided");
    }
    names(limit).forEach(name -> bounds(limit, name));
  }

  private static boolean isForbidden(Subject limit, String bound) {
    return limit.at("type").text().equals("Pod") && bound.startsWith("default");
  }

  private static void forbidden(Subject bound) {
    if (!bound.isEmpty()) {
      bound.forbidden("may not be specified when `type` is 'Pod'");
    }
  }

  private static void name(Subject amount, String name, String type) {
    if (POD_TYPES.contains(type)) {
      ResourceNameRules.ofContainer(amount, name);
    } else {
      ResourceNameRules.ofAny(amount, name);
    }
  }

  private static Set<String> names(Subject limit) {
    var names = new TreeSet<String>();
    BOUNDS.stream()
        .filter(bound -> !isForbidden(limit, bound))
        .forEach(bound -> names.addAll(limit.at(bound).keys()));
    return names;
  }

  private static Optional<Amount> amount(Subject limit, String bound, String name) {
    var text = limit.at(bound).atKey(name);
    return text.isPresent() && !isForbidden(limit, bound)
        ? Optional.of(Amount.parse(text.text()))
        : Optional.empty();
  }

  private static void bounds(Subject limit, String name) {
    for (var order : ORDERS) {
      order.check(limit, name);
    }
    ratio(limit, name);
    sameWhereNothingIsPromisedTwice(limit, name);
  }

  /// Two bounds, the first of which is at most the second.
  ///
  /// @param at where the fault is told
  /// @param shown which of the two is shown
  private record Order(String lower, String upper, String at, String shown, String words) {
    void check(Subject limit, String name) {
      var low = amount(limit, lower, name);
      var high = amount(limit, upper, name);
      if (low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0) {
        var value = shown.equals(lower) ? low.get() : high.get();
        limit
            .at(at)
            .atKey(name)
            .invalid(Subject.quote(value.toString()), words.formatted(low.get(), high.get()));
      }
    }
  }

  /// Nothing of what cannot be overcommitted is limited to more than is requested.
  private static void sameWhereNothingIsPromisedTwice(Subject limit, String name) {
    var most = amount(limit, "default", name);
    var request = amount(limit, "defaultRequest", name);
    if (!ResourceNames.allowsOvercommit(name)
        && most.isPresent()
        && request.isPresent()
        && most.get().compareTo(request.get()) != 0) {
      limit
          .at("defaultRequest")
          .atKey(name)
          .invalid(
              "default value %s must equal to defaultRequest value %s in %s"
                  .formatted(most.get(), request.get(), name));
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
    if (low.isPresent() && high.isPresent()) {
      ratio(at, ratio.get(), low.get(), high.get());
    }
  }

  /// Kubernetes counts in thousandths, or in whole units where one of the amounts is too large.
  private static void ratio(Subject at, Amount ratio, Amount low, Amount high) {
    var fine = Stream.of(ratio, low, high).allMatch(amount -> amount.value() < MOST_MILLI);
    var most =
        fine ? high.milliValue() / (double) low.milliValue() : high.value() / (double) low.value();
    var asked = fine ? ratio.milliValue() / 1000.0 : ratio.value();
    if (asked > most) {
      at.invalid("ratio %s is greater than max/min = %s".formatted(ratio, sixDecimals(most)));
    }
  }

  private static String sixDecimals(double number) {
    return new BigDecimal(number).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }
}
