package dev.timonier.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// Reads one number: whole ones of 64 bits become longs, others floating-point numbers.
final class NumberScanner {
  private static final int MOST_DIGITS = 1000;
  private static final int DIGITS_OF_ANY_LONG = 18;

  private final byte[] text;
  private final int start;
  private int at;
  private boolean whole = true;

  NumberScanner(byte[] text, int start) {
    this.text = text;
    this.start = start;
    this.at = start;
    scan();
  }

  int end() {
    return at;
  }

  JsonNode node() {
    if (whole && at - start <= DIGITS_OF_ANY_LONG) {
      return LongNode.valueOf(smallLong());
    }
    var digits =
        new String(text, start, Math.min(at - start, MOST_DIGITS), StandardCharsets.US_ASCII);
    return whole ? large(digits) : new WrittenNumber(digits);
  }

  private long smallLong() {
    var negative = text[start] == '-';
    var value = 0L;
    for (var i = negative ? start + 1 : start; i < at; i++) {
      value = value * 10 + (text[i] - '0');
    }
    return negative ? -value : value;
  }

  private static JsonNode large(String digits) {
    try {
      return LongNode.valueOf(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return DecimalNode.valueOf(new BigDecimal(digits));
    }
  }

  private void scan() {
    if (text[at] == '-') {
      at++;
    }
    if (current() == '0') {
      at++;
    } else {
      digits("in numeric literal");
    }
    if (current() == '.') {
      whole = false;
      at++;
      digits("after decimal point in numeric literal");
    }
    exponent();
  }

  private void exponent() {
    if (current() != 'e' && current() != 'E') {
      return;
    }
    whole = false;
    at++;
    if (current() == '+' || current() == '-') {
      at++;
    }
    digits("in exponent of numeric literal");
  }

  private void digits(String context) {
    var first = at;
    while (current() >= '0' && current() <= '9') {
      at++;
    }
    if (at == first) {
      throw GoSyntax.unexpected(text, at, context);
    }
  }

  /// The byte at hand, 0 at the end.
  private byte current() {
    return at < text.length ? text[at] : 0;
  }
}
