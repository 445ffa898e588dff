package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.validation.Subject;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Warns of amounts of bytes that are not whole.
public final class ByteWarnings {
  /// What is counted in bytes.
  static final List<String> COUNTED = List.of("memory", "ephemeral-storage");

  /// With more, Kubernetes takes an amount for a big number.
  private static final int MOST_DIGITS = 18;

  private ByteWarnings() {}

  /// Warnings of the storage that a claim asks for.
  ///
  /// @param claim the specification of the claim
  public static List<String> ofClaim(Subject claim) {
    var warnings = new ArrayList<String>();
    for (var side : List.of("requests", "limits")) {
      of(claim.at("resources").at(side).atKey("storage")).ifPresent(warnings::add);
    }
    return warnings;
  }

  static Optional<String> of(Subject amount) {
    return amount.isPresent() && !isWhole(amount.text())
        ? Optional.of(
            amount.path()
                + ": fractional byte value "
                + Subject.quote(amount.text())
                + " is invalid, must be an integer")
        : Optional.empty();
  }

  /// Kubernetes looks at the thousandths as a 64-bit number, in which huge amounts look fractional
  /// unless they are written with few digits: then they are zero.
  static boolean isWhole(String amount) {
    var thousandths =
        Amount.parse(amount).number().movePointRight(3).setScale(0, RoundingMode.UP).toBigInteger();
    var overflown = thousandths.bitLength() >= Long.SIZE;
    return (overflown && amount.length() < MOST_DIGITS && !amount.endsWith("i"))
        || thousandths.longValue() % 1000 == 0;
  }
}
