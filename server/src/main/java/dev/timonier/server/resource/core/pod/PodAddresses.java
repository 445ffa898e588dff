package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Family;
import dev.timonier.server.network.AddressRules;
import dev.timonier.server.network.AddressWarnings;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The addresses of a pod and of its host: one of each family.
final class PodAddresses {
  private static final List<String> LISTS = List.of("podIPs", "hostIPs");

  private PodAddresses() {}

  /// @param old the status that is replaced, whose addresses may stay as they are
  static void validate(Subject status, JsonNode old) {
    var pods = status.at("podIPs");
    each(pods, old.path("podIPs"));
    families(pods);
    duplicates(pods);
    var hosts = status.at("hostIPs");
    if (!hosts.isEmpty()) {
      var first = hosts.at(0).at("ip");
      if (!first.text().equals(status.at("hostIP").text())) {
        first.invalid("must be equal to `hostIP`");
      }
      each(hosts, old.path("hostIPs"));
      duplicates(hosts);
      families(hosts);
    }
  }

  private static void each(Subject addresses, JsonNode old) {
    var known = new HashSet<>(texts(old));
    var texts = texts(addresses.value());
    for (var i = 0; i < texts.size(); i++) {
      var text = texts.get(i);
      if (!known.contains(text)) {
        addresses.at(i).faulty(Subject.quote(text), AddressRules.checkAddress(text));
      }
    }
  }

  private static List<String> texts(JsonNode addresses) {
    return Trees.stream(addresses).map(address -> Trees.text(address, "ip")).toList();
  }

  private static void families(Subject addresses) {
    var texts = texts(addresses.value());
    if (texts.size() < 2) {
      return;
    }
    var parsed = texts.stream().map(Address::parse).toList();
    var wrong = parsed.indexOf(Optional.<Address>empty());
    if (wrong >= 0) {
      addresses.internal(
          "failed to check for dual stack with error:invalid IP["
              + wrong
              + "]: "
              + texts.get(wrong));
    }
    var families = new ArrayList<Family>();
    parsed.forEach(address -> address.ifPresent(a -> families.add(a.family())));
    if (wrong >= 0 || texts.size() > 2 || Set.copyOf(families).size() < 2) {
      addresses.invalid(
          Subject.shown(shown(texts)), "may specify no more than one IP for each IP family");
    }
  }

  private static JsonNode shown(List<String> texts) {
    var shown = JsonNodeFactory.instance.arrayNode();
    texts.forEach(text -> shown.addObject().put("IP", text));
    return shown;
  }

  private static void duplicates(Subject addresses) {
    var texts = texts(addresses.value());
    var seen = new HashSet<String>();
    for (var i = 0; i < texts.size(); i++) {
      if (!seen.add(texts.get(i))) {
        addresses.at(i).duplicate(Subject.shown(shown(texts.subList(i, i + 1)).get(0)));
      }
    }
  }

  static List<String> warnings(JsonNode status) {
    var warnings = new ArrayList<String>();
    for (var list : LISTS) {
      var texts = texts(status.path(list));
      for (var i = 0; i < texts.size(); i++) {
        var path = "status." + list + "[" + i + "].ip";
        warnings.addAll(AddressWarnings.ofAddress(path, texts.get(i)));
      }
    }
    return warnings;
  }
}
