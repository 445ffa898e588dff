package dev.timonier.server.resource.core.volume;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.Locale;

/// What holds for the names of container storage interface drivers.
public final class CsiRules {
  private static final int MOST_BYTES = 63;

  private CsiRules() {}

  /// The name must be there; its letters may be of any case.
  public static void driverName(Subject name) {
    name.mustKeep(CsiRules::format);
  }

  private static void format(Subject name) {
    if (name.text().length() > MOST_BYTES) {
      name.tooLong(MOST_BYTES);
    }
    name.faulty(Format.DNS_SUBDOMAIN.check(name.text().toLowerCase(Locale.ROOT)));
  }
}
