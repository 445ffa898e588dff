package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;

/// The gates that keep a pod from being scheduled.
final class SchedulingGates {
  private SchedulingGates() {}

  static void validate(Subject gates) {
    var names = new HashSet<String>();
    for (var gate : gates.elements()) {
      var name = gate.at("name").text();
      gate.faulty(Subject.quote(name), Format.checkQualifiedName(name));
      if (!names.add(name)) {
        gate.duplicate(Subject.quote(name));
      }
    }
  }
}
