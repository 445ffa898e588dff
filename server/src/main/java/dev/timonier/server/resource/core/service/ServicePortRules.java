package dev.timonier.server.resource.core.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.gostruct.Struct;
import dev.timonier.server.validation.PortRules;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What holds for the ports of a Service.
final class ServicePortRules {
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

  private ServicePortRules() {}

  static void validate(Subject ports) {
    var names = new HashSet<String>();
    for (var port : ports.elements()) {
      name(port.at("name"), ports.value().size() > 1, names);
      PortRules.number(port.at("port"));
      ServiceRules.required(port.at("protocol"), PROTOCOLS);
      PortRules.numberOrName(port.at("targetPort"));
      var protocol = port.at("appProtocol");
      if (protocol.isPresent()) {
        protocol.format(Format::checkQualifiedName);
      }
    }
  }

  private static void name(Subject name, boolean isNeeded, Set<String> names) {
    if (name.isEmpty()) {
      if (isNeeded) {
        name.required();
      }
      return;
    }
    name.format(Format.DNS_LABEL);
    if (!names.add(name.text())) {
      name.duplicate();
    }
  }

  static void nodePorts(Subject ports, ServiceView service) {
    for (var port : ports.elements()) {
      if (service.is(ServiceView.CLUSTER_IP) && port.at("nodePort").number() != 0) {
        port.at("nodePort").forbidden("may not be used when `type` is 'ClusterIP'");
      }
    }
  }

  private record Pair(String protocol, long number) {}

  /// A protocol takes a number once.
  static void unique(Subject ports) {
    var nodePorts = new HashSet<Pair>();
    for (var port : ports.elements()) {
      var nodePort = port.at("nodePort");
      if (nodePort.number() != 0 && !nodePorts.add(pair(port, "nodePort"))) {
        nodePort.duplicate();
      }
    }
    var numbers = new HashSet<Pair>();
    for (var port : ports.elements()) {
      if (!numbers.add(pair(port, "port"))) {
        port.duplicate(shown(pair(port, "port")));
      }
    }
  }

  private static Pair pair(Subject port, String field) {
    return new Pair(port.at("protocol").text(), port.at(field).number());
  }

  private static String shown(Pair pair) {
    var port =
        JsonNodeFactory.instance
            .objectNode()
            .put("protocol", pair.protocol())
            .put("port", pair.number());
    return Subject.shown(Struct.of(port, "core/v1.ServicePort"));
  }
}
