package dev.timonier.server.resource.networking;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.network.Address;
import dev.timonier.server.validation.PortRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for the specification of an Ingress.
final class IngressRules {
  private static final List<String> PATH_TYPES =
      List.of("Exact", "ImplementationSpecific", "Prefix");
  private static final List<String> SEQUENCES = List.of("//", "/./", "/../", "%2f", "%2F");
  private static final List<String> SUFFIXES = List.of("/..", "/.");
  private static final String NOWHERE = "\"\"";

  private IngressRules() {}

  static void validate(Subject spec) {
    var backend = spec.at("defaultBackend");
    var rules = spec.at("rules");
    if (rules.isEmpty() && !backend.isPresent()) {
      spec.invalid(rules.shown(), "either `defaultBackend` or `rules` must be specified");
    }
    if (backend.isPresent()) {
      backend(backend);
    }
    rules.elements().forEach(IngressRules::rule);
    spec.at("tls").elements().forEach(IngressRules::tls);
    var type = spec.at("ingressClassName");
    if (type.isPresent()) {
      type.format(Format.DNS_SUBDOMAIN);
    }
  }

  private static void rule(Subject rule) {
    var host = rule.at("host");
    if (!host.isEmpty()) {
      if (Address.parse(host.text()).isPresent()) {
        host.invalid("must be a DNS name, not an IP address");
      }
      host(host);
    }
    var http = rule.at("http");
    if (http.isPresent()) {
      http.at("paths").mustBePresent("");
      http.at("paths").elements().forEach(IngressRules::path);
    }
  }

  private static void host(Subject host) {
    host.format(host.text().contains("*") ? Format.WILDCARD_DNS_SUBDOMAIN : Format.DNS_SUBDOMAIN);
  }

  private static void path(Subject element) {
    var path = element.at("path");
    var type = element.at("pathType");
    if (!type.isPresent()) {
      type.required("pathType must be specified");
      return;
    }
    switch (type.text()) {
      case "Exact", "Prefix" -> exact(path);
      case "ImplementationSpecific" -> {
        if (!path.isEmpty()) {
          absolute(path);
        }
      }
      default -> type.notSupported(PATH_TYPES);
    }
    backend(element.at("backend"));
  }

  private static void exact(Subject path) {
    absolute(path);
    for (var sequence : SEQUENCES) {
      if (path.text().contains(sequence)) {
        path.invalid("must not contain '" + sequence + "'");
      }
    }
    for (var suffix : SUFFIXES) {
      if (path.text().endsWith(suffix)) {
        path.invalid("cannot end with '" + suffix + "'");
      }
    }
  }

  private static void absolute(Subject path) {
    if (!path.text().startsWith("/")) {
      path.invalid(Subject.quote(path.text()), "must be an absolute path");
    }
  }

  private static void backend(Subject backend) {
    var service = backend.at("service");
    var resource = backend.at("resource");
    if (service.isPresent() && resource.isPresent()) {
      backend.invalid(NOWHERE, "cannot set both resource and service backends");
    } else if (resource.isPresent()) {
      TypedReference.validate(resource);
    } else if (service.isPresent()) {
      name(service.at("name"));
      port(backend, service.at("port"));
    } else {
      backend.invalid(NOWHERE, "resource or service backend is required");
    }
  }

  private static void name(Subject name) {
    name.mustKeep(it -> it.format(Format.DNS_LABEL));
  }

  private static void port(Subject backend, Subject port) {
    var named = !port.at("name").isEmpty();
    var numbered = port.at("number").number() != 0;
    if (named && numbered) {
      backend.invalid(NOWHERE, "cannot set both port name & port number");
    } else if (named) {
      PortRules.name(port.at("name"));
    } else if (numbered) {
      PortRules.number(port.at("number"));
    } else {
      backend.required("port name or number is required");
    }
  }

  private static void tls(Subject tls) {
    tls.at("hosts").elements().forEach(IngressRules::host);
    if (!tls.at("secretName").isEmpty()) {
      tls.at("secretName").format(Format.DNS_SUBDOMAIN);
    }
  }
}
