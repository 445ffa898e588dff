package dev.timonier.server.filter;

import static java.util.stream.Collectors.joining;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.authn.User;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Percent;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads from the headers of a request as whom it is to be made.
final class WantedUser {
  private static final String ANY = "impersonate-";
  private static final String EXTRA = "impersonate-extra-";

  private WantedUser() {}

  /// What the headers say, and no more; empty when they say nothing.
  ///
  /// @throws dev.timonier.machinery.status.ApiException when they name no user
  static Optional<User> in(Headers headers) {
    return headers.anyBegins(ANY) ? said(headers) : Optional.empty();
  }

  private static Optional<User> said(Headers headers) {
    var wanted =
        new User(
            headers.first("Impersonate-User").orElse(""),
            headers.first("Impersonate-Uid").orElse(""),
            List.copyOf(headers.all("Impersonate-Group")),
            extra(headers));
    if (!wanted.name().isEmpty()) {
      return Optional.of(wanted);
    }
    if (hasOnlyName(wanted)) {
      return Optional.empty();
    }
    throw ApiErrors.badRequest("requested " + shown(wanted) + " without impersonating a user name");
  }

  /// As Go shows what was read of the headers.
  private static String shown(User wanted) {
    return "&user.DefaultInfo{Name:\"\", UID:"
        + FieldError.quote(wanted.uid())
        + ", Groups:"
        + (wanted.groups().isEmpty() ? "[]string(nil)" : shown(wanted.groups()))
        + ", Extra:map[string][]string"
        + (wanted.extra().isEmpty() ? "(nil)" : shown(wanted.extra()))
        + "}";
  }

  private static String shown(List<String> texts) {
    return texts.stream().map(FieldError::quote).collect(joining(", ", "[]string{", "}"));
  }

  private static String shown(Map<String, List<String>> extra) {
    return new TreeMap<>(extra)
        .entrySet().stream()
            .map(entry -> FieldError.quote(entry.getKey()) + ":" + shown(entry.getValue()))
            .collect(joining(", ", "{", "}"));
  }

  static boolean hasOnlyName(User wanted) {
    return wanted.uid().isEmpty() && wanted.groups().isEmpty() && wanted.extra().isEmpty();
  }

  private static Map<String, List<String>> extra(Headers headers) {
    var extra = new HashMap<String, List<String>>();
    headers
        .asMap()
        .forEach(
            (header, values) -> {
              var name = header.toLowerCase(Locale.ROOT);
              if (name.startsWith(EXTRA)) {
                extra.put(key(name), List.copyOf(values));
              }
            });
    return Map.copyOf(extra);
  }

  private static String key(String name) {
    var written = name.substring(EXTRA.length());
    return Percent.decode(written).orElse(written);
  }
}
