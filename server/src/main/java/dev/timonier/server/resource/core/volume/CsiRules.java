package dev.timonier.server.resource.core.volume;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.Locale;

/// What holds for the names of container storage interface drivers.
public final class CsiRules {
  private static final int MOST_BYTES = 63;

  private CsiRules() {}

  public static void driverName(Subject name) {
    if (name.isEmpty()) {
      name.required();
      return;
    }
    var text = name.text();
    if (text.length() > MOST_BYTES) {
      name.tooLong(MOST_BYTES);
    }
    name.faulty(Subject.quote(text), Format.DNS_SUBDOMAIN.check(text.toLowerCase(Locale.ROOT)));
  }
}
