package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.resource.core.volume.CsiRules;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What the names around devices may be: those of drivers, pools, attributes and capacities.
final class DeviceNames {
  private static final int LONGEST_POOL = 253;
  private static final int LONGEST_IDENTIFIER = 32;
  private static final int UID_LENGTH = 36;
  private static final Pattern UID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private DeviceNames() {}

  /// One or more subdomains with slashes between them.
  static void pool(Subject name) {
    if (name.isEmpty()) {
      name.required();
      return;
    }
    if (name.text().length() > LONGEST_POOL) {
      name.tooLong(LONGEST_POOL);
    }
    for (var part : name.text().split("/", -1)) {
      name.faulty(Subject.quote(part), Format.DNS_SUBDOMAIN.check(part));
    }
  }

  static void label(Subject name) {
    name.format(Format.DNS_LABEL);
  }

  /// A label that must be there.
  static void counters(Subject name) {
    name.mustKeep(DeviceNames::label);
  }

  /// The key of a counter.
  static void counterKey(Subject map, String key) {
    map.faulty(Subject.quote(key), Format.DNS_LABEL.check(key));
  }

  /// An identifier, perhaps with a domain before it.
  static void qualified(Subject place, String name) {
    var parts = List.of(name.split("/", -1));
    switch (parts.size()) {
      case 1 -> identifier(place, name);
      case 2 -> {
        domain(place, parts.getFirst());
        if (parts.getLast().isEmpty()) {
          place.invalid("\"\"", "the name must not be empty");
        } else {
          identifier(place, parts.getLast());
        }
      }
      default -> {} // Kubernetes lets these pass
    }
  }

  private static void domain(Subject place, String domain) {
    if (domain.isEmpty()) {
      place.invalid("\"\"", "the domain must not be empty");
    } else {
      CsiRules.driverName(place.with(TextNode.valueOf(domain)));
    }
  }

  private static void identifier(Subject place, String name) {
    if (name.length() > LONGEST_IDENTIFIER) {
      place.tooLong(LONGEST_IDENTIFIER);
    }
    place.faulty(Subject.quote(name), Format.C_IDENTIFIER.check(name));
  }

  /// An identifier with a domain.
  static void fullyQualified(Subject name) {
    qualified(name, name.text());
    if (name.text().indexOf('/') < 0) {
      name.invalid("a fully qualified name must be a domain and a name separated by a slash");
    }
  }

  /// The uid by which a share of a device is told from others.
  static void uid(Subject uid) {
    if (!uid.isPresent()) {
      return;
    }
    if (uid.text().length() != UID_LENGTH) {
      uid.invalid("error validating uid: invalid UUID length: " + uid.text().length());
    } else if (!UID.matcher(uid.text().toLowerCase(Locale.ROOT)).matches()) {
      uid.invalid("error validating uid: invalid UUID format");
    } else if (!UID.matcher(uid.text()).matches()) {
      uid.invalid(
          "uid must be in RFC 4122 normalized form, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` with"
              + " lowercase hexadecimal characters");
    }
  }
}
