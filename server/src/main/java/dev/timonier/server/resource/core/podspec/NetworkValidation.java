package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.network.AddressRules;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;

/// What holds for a pod's network, its names and how it looks up others
/// (<https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/>).
final class NetworkValidation {
  private static final int MOST_SERVERS = 3;
  private static final int MOST_SEARCHES = 32;
  private static final int MOST_SEARCH_CHARACTERS = 2048;
  private static final int MOST_HOST_NAME = 64;

  private NetworkValidation() {}

  /// On the host's network, the ports of containers are those of the host. Templates need not say
  /// so, for their pods will, but may not say otherwise.
  static void hostPorts(PodContext pod) {
    if (!pod.spec().at("hostNetwork").isTrue()) {
      return;
    }
    for (var container : pod.spec().at("containers").elements()) {
      for (var port : container.at("ports").elements()) {
        var host = port.at("hostPort");
        var said = pod.isPod() || host.number() != 0;
        if (said && host.number() != port.at("containerPort").number()) {
          host.invalid(
              Long.toString(host.number()),
              "must match `containerPort` when `hostNetwork` is true");
        }
      }
    }
  }

  static void dns(Subject spec) {
    var config = spec.at("dnsConfig");
    if (spec.at("dnsPolicy").text().equals("None")) {
      if (!config.isPresent()) {
        config.required("must provide `dnsConfig` when `dnsPolicy` is None");
        return;
      }
      if (config.at("nameservers").isEmpty()) {
        config
            .at("nameservers")
            .required("must provide at least one DNS nameserver when `dnsPolicy` is None");
        return;
      }
    }
    servers(config.at("nameservers"));
    searches(config.at("searches"));
    for (var option : config.at("options").elements()) {
      if (option.at("name").isEmpty()) {
        option.required("must not be empty");
      }
    }
  }

  private static void servers(Subject servers) {
    if (servers.value().size() > MOST_SERVERS) {
      servers.invalid("must not have more than 3 nameservers");
    }
    servers.elements().forEach(AddressRules::address);
  }

  private static void searches(Subject searches) {
    var all = new ArrayList<String>();
    searches.elements().forEach(search -> all.add(search.text()));
    if (all.size() > MOST_SEARCHES) {
      searches.invalid("must not have more than 32 search paths");
    }
    if (String.join(" ", all).length() > MOST_SEARCH_CHARACTERS) {
      searches.invalid(
          "must not have more than 2048 characters (including spaces) in the search list");
    }
    searches.elements().forEach(NetworkValidation::search);
  }

  private static void search(Subject search) {
    var text = search.text();
    if (!text.equals(".")) {
      var name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
      search.faulty(Subject.quote(name), Format.DNS_SUBDOMAIN_WITH_UNDERSCORES.check(name));
    }
  }

  static void hostnameOverride(Subject spec) {
    var name = spec.at("hostnameOverride");
    if (!name.isPresent()) {
      return;
    }
    name.format(Format.DNS_SUBDOMAIN);
    if (name.text().length() > MOST_HOST_NAME) {
      name.tooLong(MOST_HOST_NAME);
    }
    for (var field : List.of("hostNetwork", "setHostnameAsFQDN")) {
      if (spec.at(field).isTrue()) {
        name.forbidden("may not be specified when " + field + " is true");
      }
    }
  }

  static void hostAliases(Subject aliases) {
    for (var alias : aliases.elements()) {
      var address = alias.at("ip");
      address.format(AddressRules::checkAddress);
      for (var name : alias.at("hostnames").elements()) {
        name.format(Format.DNS_SUBDOMAIN);
      }
    }
  }
}
