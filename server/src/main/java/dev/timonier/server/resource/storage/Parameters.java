package dev.timonier.server.resource.storage;

import dev.timonier.server.validation.Subject;
import java.nio.charset.StandardCharsets;

/// What holds for the parameters of classes.
final class Parameters {
  private static final int MOST = 512;
  private static final int MOST_BYTES = 256 * 1024;

  private Parameters() {}

  static void optional(Subject parameters) {
    if (parameters.value().size() > MOST) {
      parameters.tooLong(MOST);
      return;
    }
    if (parameters.has("")) {
      parameters.invalid(Subject.quote(""), "field can not be empty.");
    }
    bounded(parameters);
  }

  /// Names and values together are no more than this many bytes.
  static void bounded(Subject map) {
    var bytes = map.keys().stream().mapToLong(key -> length(key) + length(map.atKey(key).text()));
    if (bytes.sum() > MOST_BYTES) {
      map.tooLong(MOST_BYTES);
    }
  }

  static void required(Subject parameters) {
    optional(parameters);
    if (parameters.value().isEmpty()) {
      parameters.required("must contain at least one key/value pair");
    }
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
