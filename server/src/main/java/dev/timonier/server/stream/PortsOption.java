package dev.timonier.server.stream;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.request.Query;
import java.util.ArrayList;
import java.util.List;

/// The option `ports` of `pods/portforward`: numbers of 16 bits, each given apart or with commas
/// between them. It is read before anything is looked up.
final class PortsOption {
  private static final int MOST = 0xffff;

  private PortsOption() {}

  /// @throws dev.timonier.machinery.status.ApiException 400 when one is no number of 16 bits
  static List<Integer> read(Query query) {
    var ports = new ArrayList<Integer>();
    for (var value : query.all("ports")) {
      for (var text : value.split(",", -1)) {
        ports.add(number(text));
      }
    }
    return ports;
  }

  private static int number(String text) {
    if (!text.matches("[0-9]+")) {
      throw refused(text, "invalid syntax");
    }
    var digits = text.replaceFirst("^0+(?=.)", "");
    if (digits.length() > 5 || Integer.parseInt(digits) > MOST) {
      throw refused(text, "value out of range");
    }
    return Integer.parseInt(digits);
  }

  private static RuntimeException refused(String text, String fault) {
    return ApiErrors.badRequest(
        "cannot convert to []int32: strconv.ParseUint: parsing %s: %s"
            .formatted(FieldError.quote(text), fault));
  }
}
