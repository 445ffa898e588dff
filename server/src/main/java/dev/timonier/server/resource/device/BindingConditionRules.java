package dev.timonier.server.resource.device;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What holds for the conditions that a device must have, or must not have, before pods are bound
/// that use it.
final class BindingConditionRules {
  private static final int MOST = 4;
  private static final String GOOD = "bindingConditions";
  private static final String BAD = "bindingFailureConditions";

  private BindingConditionRules() {}

  static void validate(Subject device) {
    var good = device.at(GOOD);
    var bad = device.at(BAD);
    for (var conditions : List.of(good, bad)) {
      Bounded.list(conditions, MOST, name -> name.format(Format::checkQualifiedName));
    }
    var known = new HashSet<String>();
    good.elements().forEach(name -> unique(name, known));
    var failures = new HashSet<String>();
    for (var name : bad.elements()) {
      unique(name, failures);
      if (known.contains(name.text())) {
        name.invalid(BAD + " must not overlap with " + GOOD);
      }
    }
    both(good, bad);
  }

  private static void unique(Subject name, Set<String> known) {
    if (!known.add(name.text())) {
      name.duplicate();
    }
  }

  private static void both(Subject good, Subject bad) {
    if (good.isEmpty() && !bad.isEmpty()) {
      good.invalid(GOOD + " are required to use " + BAD);
    }
    if (bad.isEmpty() && !good.isEmpty()) {
      bad.invalid(BAD + " are required to use " + GOOD);
    }
  }
}
