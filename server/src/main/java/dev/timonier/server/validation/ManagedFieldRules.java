package dev.timonier.server.validation;

import java.nio.charset.StandardCharsets;

/// Examines the entries of `managedFields`.
public final class ManagedFieldRules {
  public static final int MOST_NAME_BYTES = 128;
  private static final int MOST_SUBRESOURCE_BYTES = 256;

  private ManagedFieldRules() {}

  static void validate(Subject entries) {
    for (var entry : entries.elements()) {
      operation(entry.at("operation"));
      var type = entry.at("fieldsType");
      if (!type.isEmpty() && !type.text().equals("FieldsV1")) {
        type.invalid("must be `FieldsV1`");
      }
      name(entry.at("manager"));
      tooLong(entry.at("subresource"), MOST_SUBRESOURCE_BYTES);
    }
  }

  private static void operation(Subject operation) {
    if (!operation.text().equals("Apply") && !operation.text().equals("Update")) {
      operation.invalid("must be `Apply` or `Update`");
    }
  }

  private static void tooLong(Subject text, int most) {
    if (text.text().getBytes(StandardCharsets.UTF_8).length > most) {
      text.tooLong(most);
    }
  }

  /// The name of a manager.
  public static void name(Subject manager) {
    tooLong(manager, MOST_NAME_BYTES);
    var text = manager.text();
    for (int i = 0, position = 0; i < text.length(); position++) {
      var point = text.codePointAt(i);
      if (Character.getType(point) == Character.CONTROL) {
        manager.invalid("invalid character U+%04X (at position %d)".formatted(point, position));
      }
      i += Character.charCount(point);
    }
  }
}
