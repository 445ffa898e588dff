package dev.timonier.nodeagent.image;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a registry wants to see, as in `WWW-Authenticate: Bearer
/// realm="https://auth.example/token",service="registry",scope="…"`.
record Challenge(Scheme scheme, Map<String, String> parameters) {
  enum Scheme {
    BASIC,
    BEARER
  }

  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^\\s,]+))");

  static Optional<Challenge> parse(String header) {
    var lower = header.toLowerCase(Locale.ROOT);
    if (lower.startsWith("bearer ")) {
      return Optional.of(new Challenge(Scheme.BEARER, parameters(header)));
    }
    return lower.startsWith("basic")
        ? Optional.of(new Challenge(Scheme.BASIC, parameters(header)))
        : Optional.empty();
  }

  private static Map<String, String> parameters(String header) {
    var parameters = new TreeMap<String, String>();
    var matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      var quoted = Optional.ofNullable(matcher.group(2));
      parameters.put(
          matcher.group(1).toLowerCase(Locale.ROOT), quoted.orElseGet(() -> matcher.group(3)));
    }
    return parameters;
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }
}
