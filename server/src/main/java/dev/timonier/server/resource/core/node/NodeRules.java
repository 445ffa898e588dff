package dev.timonier.server.resource.core.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.network.AddressRules;
import dev.timonier.server.network.Cidr;
import dev.timonier.server.network.Family;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.ResourceRules;
import dev.timonier.server.validation.Subject;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;

/// Finds what is wrong with Nodes (<https://kubernetes.io/docs/concepts/architecture/nodes/>).
final class NodeRules {
  private static final List<String> EFFECTS =
      List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

  private NodeRules() {}

  static void create(Subject node) {
    taints(node);
    amounts(node);
    cidrs(node.at("spec").at("podCIDRs"));
  }

  private static void cidrs(Subject cidrs) {
    cidrs.elements().forEach(AddressRules::range);
    if (cidrs.value().size() > 1) {
      families(cidrs);
      var seen = new HashSet<String>();
      cidrs.elements().stream().filter(c -> !seen.add(c.text())).forEach(Subject::duplicate);
    }
  }

  private static void families(Subject cidrs) {
    var families = EnumSet.noneOf(Family.class);
    for (var cidr : cidrs.elements()) {
      var range = Cidr.parse(cidr.text());
      if (range.isEmpty()) {
        cidrs.internal(
            "invalid PodCIDRs. failed to check with dual stack with error:failed to parse cidr"
                + " value:%s with error:invalid CIDR address: %s"
                    .formatted(cidr.shown(), cidr.text()));
        families.clear();
        break;
      }
      families.add(range.get().family());
    }
    if (families.size() != 2 || cidrs.value().size() > 2) {
      cidrs.invalid("may specify no more than one CIDR for each IP family");
    }
  }

  /// Taints are told as if they were metadata.
  private static void taints(Subject node) {
    var taints = node.at("metadata").at("taints").with(node.value().path("spec").path("taints"));
    var seen = new HashSet<String>();
    for (var taint : taints.elements()) {
      var key = taint.at("key");
      key.faulty(Subject.quote(key.text()), Format.checkQualifiedName(key.text()));
      var faults = Format.LABEL_VALUE.check(taint.at("value").text());
      if (!faults.isEmpty()) {
        taint.at("value").invalid(String.join(";", faults));
      }
      effect(taint.at("effect"));
      if (!seen.add(key.text() + " " + taint.at("effect").text())) {
        taint.duplicate(
            taint.as("core/v1.Taint").shown() + ": taints must be unique by key and effect pair");
      }
    }
  }

  private static void effect(Subject effect) {
    if (effect.isEmpty()) {
      effect.required();
    } else {
      effect.oneOf(EFFECTS);
    }
  }

  /// Taints are looked at twice, and told twice.
  static void update(Subject node, ApiObject old) {
    amounts(node);
    addresses(node.at("status").at("addresses"));
    fixed(node.at("spec"), old.spec());
    taints(node);
    var external = node.at("spec").at("externalID");
    if (!external.text().equals(Trees.text(old.spec(), "externalID"))) {
      external.forbidden("may not be updated");
    }
  }

  private static void amounts(Subject node) {
    for (var field : List.of("capacity", "allocatable")) {
      var amounts = node.at("status").at(field);
      for (var name : amounts.keys()) {
        var amount = amounts.at(name);
        ResourceRules.quantity(amount, Amount.parse(amount.text()), name);
      }
    }
  }

  private static void addresses(Subject addresses) {
    var seen = new HashSet<JsonNode>();
    for (var address : addresses.elements()) {
      if (!seen.add(address.value())) {
        address.duplicate(
            "{\"Type\":"
                + Subject.quote(address.at("type").text())
                + ",\"Address\":"
                + Subject.quote(address.at("address").text())
                + "}");
      }
    }
  }

  /// What was assigned once stays.
  private static void fixed(Subject spec, JsonNode old) {
    var cidrs = spec.at("podCIDRs");
    if (!old.path("podCIDRs").isEmpty() && !cidrs.value().equals(old.path("podCIDRs"))) {
      cidrs.forbidden("node updates may not change podCIDR except from \"\" to valid");
    }
    var provider = spec.at("providerID");
    var before = Trees.text(old, "providerID");
    if (!before.isEmpty() && !provider.text().equals(before)) {
      provider.forbidden("node updates may not change providerID except from \"\" to valid");
    }
  }
}
