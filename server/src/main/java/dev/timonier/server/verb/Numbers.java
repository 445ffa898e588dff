package dev.timonier.server.verb;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.request.Query;
import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Numbers in queries, with the messages of Kubernetes for those that are none.
public final class Numbers {
  private static final Pattern UNSIGNED = Pattern.compile("[0-9]{1,20}");
  private static final BigInteger MOST_UNSIGNED = BigInteger.TWO.pow(64);

  private Numbers() {}

  /// @throws ApiException 400 when the parameter is no number
  public static OptionalLong integer(Query query, String name) {
    var text = query.first(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.get()));
    } catch (NumberFormatException e) {
      throw ApiErrors.badRequest(
          "strconv.ParseInt: parsing " + FieldError.quote(text.get()) + ": " + fault(text.get()));
    }
  }

  /// What is wrong with a resourceVersion.
  static String versionFault(String text) {
    return FieldError.invalid(
            "resourceVersion",
            FieldError.quote(text),
            "strconv.ParseUint: parsing " + FieldError.quote(text) + ": " + fault(text))
        .toString();
  }

  static boolean isVersion(String text) {
    return UNSIGNED.matcher(text).matches() && new BigInteger(text).compareTo(MOST_UNSIGNED) < 0;
  }

  /// The value of a version; those beyond 63 bits are beyond all revisions.
  static long version(String text) {
    return new BigInteger(text).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }

  private static String fault(String text) {
    return text.matches("[-+]?[0-9]+") && !text.startsWith("-")
        ? "value out of range"
        : "invalid syntax";
  }
}
