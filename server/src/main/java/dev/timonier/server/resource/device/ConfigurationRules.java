package dev.timonier.server.resource.device;

import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.resource.core.volume.CsiRules;
import dev.timonier.server.validation.Subject;

/// What holds for selectors of devices and for what drivers are told about them.
final class ConfigurationRules {
  static final int MOST = 32;
  private static final int LONGEST_PARAMETERS = 10 * 1024;

  private ConfigurationRules() {}

  static void selector(Subject selector) {
    var cel = selector.at("cel");
    if (!cel.isPresent()) {
      cel.required();
    } else {
      DeviceSelectorRules.validate(cel.at("expression"));
    }
  }

  static void configuration(Subject configuration) {
    var opaque = configuration.at("opaque");
    if (!opaque.isPresent()) {
      opaque.required();
      return;
    }
    CsiRules.driverName(opaque.at("driver"));
    parameters(opaque.at("parameters"), LONGEST_PARAMETERS);
  }

  /// An object that only a driver understands.
  static void parameters(Subject parameters, int most) {
    if (!parameters.isPresent()) {
      parameters.required();
    } else if (JsonWriter.bytes(parameters.value()).length > most) {
      parameters.tooLong(most);
    } else if (!parameters.value().isObject()) {
      parameters.invalid("\"<value omitted>\"", "must be a valid JSON object");
    }
  }
}
