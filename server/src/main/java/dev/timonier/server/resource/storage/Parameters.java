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
    }
    var bytes = 0L;
    for (var key : parameters.keys()) {
      if (key.isEmpty()) {
        parameters.invalid(Subject.quote(key), "field can not be empty.");
      }
      bytes += length(key) + length(parameters.atKey(key).text());
    }
    if (bytes > MOST_BYTES) {
      parameters.tooLong(MOST_BYTES);
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
