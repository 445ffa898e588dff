package dev.timonier.server.filter;

import dev.timonier.machinery.meta.Format;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What holds for the extra attributes of a user who is played: keys are `domain/path`, and say
/// something.
final class ExtraAttributes {
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+");

  private ExtraAttributes() {}

  static Optional<String> fault(Map<String, List<String>> extra) {
    return extra.entrySet().stream()
        .flatMap(e -> fault(e.getKey(), e.getValue()).stream())
        .findFirst();
  }

  private static Optional<String> fault(String key, List<String> values) {
    if (key.isEmpty()) {
      return Optional.of("impersonating the empty string key in extra is not allowed");
    }
    var domain = key.substring(0, Math.max(0, key.indexOf('/')));
    if (!Format.DNS_SUBDOMAIN.accepts(domain)
        || !PATH.matcher(key.substring(domain.length() + 1)).matches()) {
      return Optional.of(
          "impersonating an invalid key in extra is not allowed: extra.key: Invalid value: \""
              + key
              + "\": must be a domain-prefixed path (such as \"acme.io/foo\")");
    }
    return values.contains("")
        ? Optional.of("impersonating the empty string value in extra is not allowed")
        : Optional.empty();
  }
}
