package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Warns of ports that are defined twice, or that are hard to tell apart.
final class PortWarnings {
  private final Map<Place, List<Subject>> byPlace = new HashMap<>();
  private final Map<String, Subject> byName = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  /// Where two ports meet.
  private record Place(long number, String protocol) {
    static Place of(Subject port) {
      return new Place(port.at("containerPort").number(), port.at("protocol").text());
    }
  }

  private PortWarnings() {}

  static List<String> of(Subject spec) {
    var found = new PortWarnings();
    var ports = new ArrayList<Subject>();
    for (var list : ContainerLists.ALL) {
      for (var container : spec.at(list).elements()) {
        ports.addAll(container.at("ports").elements());
      }
    }
    ports.forEach(found::port);
    ports.forEach(found::name);
    return found.warnings;
  }

  private void port(Subject port) {
    if (!port.at("hostIP").isEmpty() && port.at("hostPort").number() == 0) {
      warn(port, "hostIP set without hostPort: " + shown(port));
    }
    var others = byPlace.computeIfAbsent(Place.of(port), _ -> new ArrayList<>());
    others.forEach(other -> compare(port, other));
    others.add(port);
  }

  private void compare(Subject port, Subject other) {
    var hostPort = port.at("hostPort").number();
    var otherHostPort = other.at("hostPort").number();
    var address = port.at("hostIP").text();
    var otherAddress = other.at("hostIP").text();
    if (hostPort == otherHostPort && address.equals(otherAddress)) {
      warn(port, "duplicate port definition with " + other.path());
    } else if (hostPort == 0 || otherHostPort == 0) {
      warn(port, "overlapping port definition with " + other.path());
    } else if (hostPort == otherHostPort && address.isEmpty() != otherAddress.isEmpty()) {
      warn(port, "dangerously ambiguous port definition with " + other.path());
    }
  }

  /// Names are looked at after all places: within a container they differ.
  private void name(Subject port) {
    var name = port.at("name").text();
    var other = name.isEmpty() ? null : byName.putIfAbsent(name, port);
    if (other != null) {
      warn(
          port,
          "duplicate port name %1$s with %2$s, services and probes that select ports by name will use %2$s"
              .formatted(Subject.quote(name), other.path()));
    }
  }

  private void warn(Subject port, String warning) {
    warnings.add(port.path() + ": " + warning);
  }

  private static String shown(Subject port) {
    return "{Name:%s HostPort:%d ContainerPort:%d Protocol:%s HostIP:%s}"
        .formatted(
            port.at("name").text(),
            port.at("hostPort").number(),
            port.at("containerPort").number(),
            port.at("protocol").text(),
            port.at("hostIP").text());
  }
}
