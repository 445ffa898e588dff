package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.quantity.Amount;
import dev.timonier.machinery.quantity.QuantityException;
import java.math.RoundingMode;

/// Huge pages, of which there are whole ones only
/// (<https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/>).
final class HugePages {
  private HugePages() {}

  /// @param name as in `hugepages-2Mi`
  static boolean isWholePages(String name, Amount amount) {
    try {
      var page = Amount.parse(ResourceNames.pageSize(name));
      return page.signum() > 0
          && page.milliValue() % 1000 == 0
          && units(amount) % page.value() == 0;
    } catch (QuantityException _) {
      return false;
    }
  }

  /// As Kubernetes counts them, in a 64-bit number: of more, the low bits are left.
  private static long units(Amount amount) {
    return amount.number().setScale(0, RoundingMode.UP).longValue();
  }
}
