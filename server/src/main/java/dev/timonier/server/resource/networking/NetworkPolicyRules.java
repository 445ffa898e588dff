package dev.timonier.server.resource.networking;

import dev.timonier.machinery.network.Cidr;
import dev.timonier.server.network.AddressRules;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.PortRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for the specification of a NetworkPolicy.
final class NetworkPolicyRules {
  private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");
  private static final List<String> TYPES = List.of("Ingress", "Egress");

  private NetworkPolicyRules() {}

  static void validate(Subject spec) {
    LabelSelectorRules.validate(spec.at("podSelector"));
    for (var rule : spec.at("ingress").elements()) {
      rule.at("ports").elements().forEach(NetworkPolicyRules::port);
      rule.at("from").elements().forEach(NetworkPolicyRules::peer);
    }
    for (var rule : spec.at("egress").elements()) {
      rule.at("ports").elements().forEach(NetworkPolicyRules::port);
      rule.at("to").elements().forEach(NetworkPolicyRules::peer);
    }
    types(spec.at("policyTypes"));
  }

  private static void types(Subject types) {
    if (types.value().size() > 2) {
      types.invalid("may not specify more than two policyTypes");
      return;
    }
    types.elements().forEach(type -> type.oneOf(TYPES));
  }

  private static void port(Subject element) {
    if (element.at("protocol").isPresent()) {
      element.at("protocol").oneOf(PROTOCOLS);
    }
    var port = element.at("port");
    var end = element.at("endPort");
    if (!port.isPresent()) {
      forbidden(end, "may not be specified when `port` is not specified");
    } else if (port.value().isTextual()) {
      forbidden(end, "may not be specified when `port` is non-numeric");
      PortRules.name(port);
    } else {
      PortRules.number(port);
      endPort(end, port);
    }
  }

  private static void forbidden(Subject end, String detail) {
    if (end.isPresent()) {
      end.invalid(detail);
    }
  }

  private static void endPort(Subject end, Subject port) {
    if (end.isPresent() && end.number() < port.number()) {
      end.invalid(String.valueOf(port.number()), "must be greater than or equal to `port`");
    }
    if (end.isPresent()) {
      PortRules.number(end);
    }
  }

  private static void peer(Subject peer) {
    var pods = peer.at("podSelector");
    var namespaces = peer.at("namespaceSelector");
    var block = peer.at("ipBlock");
    LabelSelectorRules.validate(pods);
    LabelSelectorRules.validate(namespaces);
    if (block.isPresent()) {
      block(block);
    }
    var selects = pods.isPresent() || namespaces.isPresent();
    if (block.isPresent() && selects) {
      peer.forbidden("may not specify both ipBlock and another peer");
    } else if (!block.isPresent() && !selects) {
      peer.required("must specify a peer");
    }
  }

  private static void block(Subject block) {
    var range = block.at("cidr");
    if (range.isEmpty()) {
      range.required();
      return;
    }
    AddressRules.range(range);
    var excepted = block.at("except").elements();
    Cidr.parse(range.text()).ifPresent(outer -> excepted.forEach(it -> excepted(it, outer)));
  }

  private static void excepted(Subject range, Cidr outer) {
    AddressRules.range(range);
    Cidr.parse(range.text())
        .filter(inner -> !outer.contains(inner.first()) || inner.prefix() <= outer.prefix())
        .ifPresent(_ -> range.invalid("must be a strict subset of `cidr`"));
  }
}
