package dev.timonier.controllers.runtime;

import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Numbers in API objects, where an absent one is zero.
public final class Numbers {
  private Numbers() {}

  public static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  public static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }

  public static Duration seconds(@Nullable Integer number) {
    return Duration.ofSeconds(orZero(number));
  }

  /// How a status shows a count of which zero is left out.
  public static @Nullable Integer shown(int number) {
    return number == 0 ? null : number;
  }

  /// Which way a percentage of a whole is rounded.
  public enum Rounding {
    UP,
    DOWN
  }

  /// A number, or a percentage of a whole.
  public static int scaled(@Nullable IntOrString value, int whole, Rounding rounding) {
    if (value == null) {
      return 0;
    }
    if (value.getIntVal() != null) {
      return value.getIntVal();
    }
    var percent = Integer.parseInt(value.getStrVal().replace("%", ""));
    var share = percent * (double) whole / 100;
    return (int) (rounding == Rounding.UP ? Math.ceil(share) : Math.floor(share));
  }
}
