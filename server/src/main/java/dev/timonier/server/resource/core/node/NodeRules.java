package dev.timonier.server.resource.core.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.machinery.network.Family;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.network.AddressRules;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.ResourceRules;
import dev.timonier.server.validation.Subject;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Finds what is wrong with Nodes (<https://kubernetes.io/docs/concepts/architecture/nodes/>).
final class NodeRules {
  private static final List<String> EFFECTS =
      List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

  private static final int LONGEST_FEATURE = 253;
  private static final Pattern FEATURE =
      Pattern.compile("[A-Z][a-zA-Z0-9]*(/[a-zA-Z][a-zA-Z0-9]*)*");

  private NodeRules() {}

  static void create(Subject node) {
    NodeAnnotationRules.validate(node.at("metadata").at("annotations"));
    specTaints(node);
    amounts(node);
    swap(node);
    features(node.at("status").at("declaredFeatures"));
    cidrs(node.at("spec").at("podCIDRs"));
  }

  /// Swap is told as if it were metadata.
  private static void swap(Subject node) {
    var capacity = node.value().path("status").path("nodeInfo").path("swap").path("capacity");
    if (capacity.isNumber()) {
      node.at("metadata").at("nodeSwapStatus").at("capacity").with(capacity).positive();
    }
  }

  private static void features(Subject features) {
    var before = Optional.<String>empty();
    for (var feature : features.elements()) {
      var name = feature.text();
      before.ifPresent(last -> order(feature, last));
      if (name.length() > LONGEST_FEATURE) {
        feature.invalid(
            "invalid feature name %s: must be no more than %d characters"
                .formatted(feature.shown(), LONGEST_FEATURE));
      } else if (!FEATURE.matcher(name).matches()) {
        feature.invalid(
            "invalid feature name "
                + feature.shown()
                + ": must start with an UpperCamelCase segment, with subsequent segments separated"
                + " by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only"
                + " alphanumeric characters and slashes");
      }
      before = Optional.of(name);
    }
  }

  private static void order(Subject feature, String before) {
    if (feature.text().equals(before)) {
      feature.duplicate();
    } else if (before.compareTo(feature.text()) > 0) {
      feature.invalid("list must be sorted alphabetically");
    }
  }

  private static void cidrs(Subject cidrs) {
    cidrs.elements().forEach(AddressRules::range);
    if (cidrs.value().size() > 1) {
      families(cidrs);
    }
  }

  private static void families(Subject cidrs) {
    var families = EnumSet.noneOf(Family.class);
    for (var i = 0; i < cidrs.value().size(); i++) {
      var text = cidrs.at(i).text();
      var range = Cidr.parse(text);
      if (range.isEmpty()) {
        cidrs.internal(
            "invalid PodCIDRs. failed to check with dual stack with error:invalid CIDR[%d]: <nil>"
                    .formatted(i)
                + " (invalid CIDR address: %s)".formatted(text));
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
  private static void specTaints(Subject node) {
    taints(node.at("metadata").at("taints").with(node.value().path("spec").path("taints")));
  }

  static void taints(Subject taints) {
    var seen = new HashSet<String>();
    for (var taint : taints.elements()) {
      var key = taint.at("key");
      key.format(Format::checkQualifiedName);
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
    effect.mustKeep(it -> it.oneOf(EFFECTS));
  }

  /// Taints are looked at twice, and told twice.
  static void update(Subject node, ApiObject old) {
    NodeAnnotationRules.validate(node.at("metadata").at("annotations"));
    amounts(node);
    features(node.at("status").at("declaredFeatures"));
    addresses(node.at("status").at("addresses"));
    fixed(node.at("spec"), old.spec());
    specTaints(node);
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
    for (var i = 0; i < changes(cidrs.value(), old.path("podCIDRs")); i++) {
      cidrs.forbidden("node updates may not change podCIDR except from \"\" to valid");
    }
    var provider = spec.at("providerID");
    var before = Trees.text(old, "providerID");
    if (!before.isEmpty() && !provider.text().equals(before)) {
      provider.forbidden("node updates may not change providerID except from \"\" to valid");
    }
  }

  /// How many elements of a list that is there have changed; one if there are more or fewer.
  private static long changes(JsonNode list, JsonNode old) {
    if (!old.isEmpty() && list.size() != old.size()) {
      return 1;
    }
    return IntStream.range(0, old.size()).filter(i -> !list.get(i).equals(old.get(i))).count();
  }
}
