package dev.timonier.machinery.selector;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Labels whose value is a number.
final class IntegerLabel {
  static final OptionalLong NONE = OptionalLong.empty();

  private IntegerLabel() {}

  static OptionalLong read(@Nullable String value) {
    try {
      return value == null ? NONE : OptionalLong.of(Long.parseLong(value));
    } catch (NumberFormatException e) {
      return NONE;
    }
  }
}
