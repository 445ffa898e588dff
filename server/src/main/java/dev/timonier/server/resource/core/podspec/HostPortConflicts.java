package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds ports of the node that are taken twice by containers that run together.
final class HostPortConflicts {
  private final Set<String> taken = new HashSet<>();

  void examine(List<Subject> containers) {
    for (var container : containers) {
      container.at("ports").elements().forEach(this::port);
    }
  }

  private void port(Subject port) {
    var number = port.at("hostPort");
    if (number.number() == 0) {
      return;
    }
    var key = port.at("protocol").text() + "/" + port.at("hostIP").text() + "/" + number.number();
    if (!taken.add(key)) {
      number.duplicate(Subject.quote(key));
    }
  }
}
