package dev.timonier.server.resource.batch.cronjob;

import dev.timonier.server.validation.Subject;
import java.time.zone.ZoneRulesProvider;

/// What holds for names of time zones (<https://www.iana.org/time-zones>).
final class TimeZones {
  private TimeZones() {}

  static void validate(Subject zone) {
    if (!zone.isPresent()) {
      return;
    }
    if (zone.isEmpty()) {
      zone.invalid("timeZone must be nil or non-empty string");
      return;
    }
    var name = zone.text();
    if (name.equalsIgnoreCase("Local")) {
      zone.invalid(
          "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
    }
    if (!name.equals("Local") && !isKnown(name)) {
      zone.invalid("unknown time zone " + name);
    }
  }

  private static boolean isKnown(String name) {
    return name.equals("UTC") || ZoneRulesProvider.getAvailableZoneIds().contains(name);
  }
}
