package dev.timonier.server.admission.podsecurity;

import java.util.Optional;
import java.util.regex.Pattern;

/// A version of the standards: `latest` or `v1.x`.
///
/// @param minor the x; for `latest` more than any version has
public record StandardVersion(int minor) {
  public static final StandardVersion LATEST = new StandardVersion(1_000_000_000);
  private static final Pattern FORM = Pattern.compile("v1\\.(0|[1-9][0-9]{0,8})");

  static Optional<StandardVersion> of(String text) {
    if (text.equals("latest")) {
      return Optional.of(LATEST);
    }
    var match = FORM.matcher(text);
    return match.matches()
        ? Optional.of(new StandardVersion(Integer.parseInt(match.group(1))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return equals(LATEST) ? "latest" : "v1." + minor;
  }
}
