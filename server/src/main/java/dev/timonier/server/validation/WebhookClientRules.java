package dev.timonier.server.validation;

import dev.timonier.machinery.meta.Format;

/// What holds for how the server reaches a webhook: by its URL, or by a service.
public final class WebhookClientRules {
  private static final int LAST_PORT = 65535;

  private WebhookClientRules() {}

  public static void validate(Subject client) {
    var url = client.at("url");
    var service = client.at("service");
    if (url.isPresent() == service.isPresent()) {
      client.required("exactly one of url or service is required");
    } else if (url.isPresent()) {
      WebhookUrlRules.validate(url);
    } else {
      service(service);
    }
  }

  /// Kubernetes confuses name and namespace when one of them is missing.
  private static void service(Subject service) {
    if (service.at("namespace").isEmpty()) {
      service.at("name").required();
    }
    if (service.at("name").isEmpty()) {
      service.at("namespace").required();
    }
    var port = service.at("port");
    if (port.number() < 1 || port.number() > LAST_PORT) {
      port.invalid("port is not valid: must be between 1 and " + LAST_PORT + ", inclusive");
    }
    path(service.at("path"));
  }

  private static void path(Subject path) {
    var text = path.text();
    if (text.isEmpty() || text.equals("/")) {
      return;
    }
    if (text.equals("//")) {
      path.invalid("segment[0] may not be empty");
      return;
    }
    if (!text.startsWith("/")) {
      path.invalid("must start with a '/'");
    }
    segments(path, text.substring(1));
  }

  private static void segments(Subject path, String rest) {
    var whole = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    var segments = whole.split("/", -1);
    for (var i = 0; i < segments.length; i++) {
      segment(path, segments[i], "segment[" + i + "]");
    }
  }

  private static void segment(Subject path, String segment, String place) {
    if (segment.isEmpty()) {
      path.invalid(place + " may not be empty");
      return;
    }
    for (var fault : Format.DNS_SUBDOMAIN.check(segment)) {
      path.invalid(place + ": " + fault);
    }
  }
}
