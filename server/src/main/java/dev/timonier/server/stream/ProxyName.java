package dev.timonier.server.stream;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import java.util.Set;

/// What a path to a proxy names: `web`, `web:80`, `web:http`, `https:web:443`.
///
/// @param scheme empty when none is named
/// @param port empty when none is named; not yet checked
record ProxyName(String scheme, String name, String port) {
  private static final Set<String> SCHEMES = Set.of("", "http", "https");

  /// @param kind of what is named, for complaints: `service`
  static ProxyName parse(String text, String kind) {
    var parts = text.split(":", -1);
    var parsed =
        switch (parts.length) {
          case 1 -> new ProxyName("", parts[0], "");
          case 2 -> new ProxyName("", parts[0], parts[1]);
          case 3 -> new ProxyName(parts[0], parts[1], parts[2]);
          default -> throw invalid(text, kind);
        };
    if (parsed.name.isEmpty() || !SCHEMES.contains(parsed.scheme)) {
      throw invalid(text, kind);
    }
    return parsed;
  }

  private static RuntimeException invalid(String text, String kind) {
    return ApiErrors.badRequest("invalid " + kind + " request " + FieldError.quote(text));
  }

  boolean isSecure() {
    return scheme.equals("https");
  }
}
