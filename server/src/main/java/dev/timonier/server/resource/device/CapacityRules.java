package dev.timonier.server.resource.device;

import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.validation.Subject;
import java.math.BigDecimal;
import java.util.HashSet;

/// What holds for the capacities of a device that several claims may share
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/#consumable-capacity>).
final class CapacityRules {
  private static final int MOST_VALUES = 10;

  private final Amount capacity;
  private final Subject policy;

  private CapacityRules(Amount capacity, Subject policy) {
    this.capacity = capacity;
    this.policy = policy;
  }

  static void validate(Subject capacities, boolean isShared) {
    Bounded.map(
        capacities,
        Bounded.ANY,
        DeviceNames::qualified,
        isShared ? CapacityRules::shared : CapacityRules::exclusive);
  }

  private static void exclusive(Subject capacity) {
    if (capacity.at("requestPolicy").isPresent()) {
      capacity.at("requestPolicy").forbidden("allowMultipleAllocations must be true");
    }
  }

  private static void shared(Subject capacity) {
    var policy = capacity.at("requestPolicy");
    if (policy.isPresent()) {
      new CapacityRules(amount(capacity.at("value")), policy).policy();
    }
  }

  private static Amount amount(Subject quantity) {
    return Amount.parse(quantity.text());
  }

  private void policy() {
    var values = policy.at("validValues");
    var range = policy.at("validRange");
    if (!values.isEmpty() && range.isPresent()) {
      policy.forbidden(
          "exactly one policy can be specified, cannot specify \"validValues\" and \"validRange\""
              + " at the same time");
    } else if (!values.isEmpty() && isDefaultThere("validValues")) {
      values(values);
    } else if (range.isPresent() && isDefaultThere("validRange")) {
      range(range);
    }
  }

  private boolean isDefaultThere(String field) {
    var given = policy.at("default");
    if (!given.isPresent()) {
      given.required("required when " + field + " is defined");
    }
    return given.isPresent();
  }

  private void values(Subject values) {
    var elements = values.elements();
    for (var i = 1; i < elements.size(); i++) {
      if (amount(elements.get(i - 1)).compareTo(amount(elements.get(i))) > 0) {
        elements.get(i).invalid("values must be sorted in ascending order");
      }
    }
    Bounded.list(values, MOST_VALUES, value -> notLarger(value, "option"));
    var known = new HashSet<BigDecimal>();
    for (var value : elements) {
      if (!known.add(amount(value).number().stripTrailingZeros())) {
        value.duplicate();
      }
    }
    var given = policy.at("default");
    if (!known.contains(amount(given).number().stripTrailingZeros())) {
      values.invalid(given.shown(), "default value is not valid according to the requestPolicy");
    }
  }

  private void notLarger(Subject value, String name) {
    if (amount(value).compareTo(capacity) > 0) {
      value.invalid(name + " is larger than capacity value: " + capacity);
    }
  }

  private void range(Subject range) {
    var least = range.at("min");
    if (!least.isPresent()) {
      least.required("required when validRange is defined");
      return;
    }
    notLarger(least, "min");
    var given = policy.at("default");
    if (amount(given).compareTo(amount(least)) < 0) {
      least.invalid(given.shown(), "default is less than min: " + least.text());
    }
    if (range.at("max").isPresent()) {
      most(range.at("max"), least, given);
    }
    if (range.at("step").isPresent()) {
      steps(range.at("step"), least, range.at("max"));
    }
  }

  private void most(Subject most, Subject least, Subject given) {
    if (amount(least).compareTo(amount(most)) > 0) {
      most.invalid(least.shown(), "min is larger than max: " + most.text());
    }
    notLarger(most, "max");
    if (amount(given).compareTo(amount(most)) > 0) {
      most.invalid(given.shown(), "default is more than max: " + most.text());
    }
  }

  /// Steps are compared in whole units, and may lead down. Kubernetes fails of one that is zero.
  private void steps(Subject step, Subject least, Subject most) {
    if (amount(step).value() == 0) {
      step.invalid("must not be zero");
      return;
    }
    var one = amount(least).plus(amount(step));
    if (one.compareTo(capacity) > 0) {
      step.invalid("one step " + one + " is larger than capacity value: " + capacity);
    }
    onStep(step, policy.at("default"), least);
    if (most.isPresent()) {
      onStep(step, most, least);
    }
  }

  private static void onStep(Subject step, Subject value, Subject least) {
    var distance = amount(value).value() - amount(least).value();
    if (distance % amount(step).value() != 0) {
      step.invalid(
          value.shown(),
          "value is not a multiple of a given step (%s) from (%s)"
              .formatted(step.text(), least.text()));
    }
  }
}
