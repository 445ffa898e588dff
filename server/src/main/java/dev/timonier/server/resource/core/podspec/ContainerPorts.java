package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.PortRules;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds what is wrong with the ports of a container.
final class ContainerPorts {
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

  private ContainerPorts() {}

  static void validate(Subject ports) {
    var names = new HashSet<String>();
    for (var port : ports.elements()) {
      name(port.at("name"), names);
      var number = port.at("containerPort");
      if (number.number() == 0) {
        number.required();
      } else {
        PortRules.number(number);
      }
      if (port.at("hostPort").number() != 0) {
        PortRules.number(port.at("hostPort"));
      }
      PodSpecValidation.required(port.at("protocol"), PROTOCOLS);
    }
  }

  private static void name(Subject name, Set<String> names) {
    if (name.isEmpty()) {
      return;
    }
    var faults = Format.checkPortName(name.text());
    if (!faults.isEmpty()) {
      name.faulty(faults);
    } else if (!names.add(name.text())) {
      name.duplicate();
    }
  }
}
