package dev.timonier.server.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// One small harm that is done to a text or a message.
///
/// @param at where, as a part of the whole
/// @param kind what is done there
/// @param bytes what with
record Mutation(double at, Kind kind, byte[] bytes) {
  enum Kind {
    INSERT,
    REPLACE,
    CUT,
    DUPLICATE
  }

  /// The bytes that mean something to a reader.
  private static final List<String> TELLING =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\"",
          "'",
          "\\",
          "\\u",
          "\\ud800",
          "null",
          "-",
          "1e999",
          "~1",
          "-0",
          "1.5",
          "0x7f",
          "99999999999999999999",
          "&a",
          "*a",
          "<<",
          "!!",
          "---\n",
          "\t",
          "\n",
          "\0",
          "\u00ff",
          "$patch",
          "$retainKeys",
          "%",
          "\u2028",
          "true",
          "metadata",
          "f:");

  /// A few of them, one after the other.
  static Arbitrary<List<Mutation>> some() {
    return one().list().ofMinSize(1).ofMaxSize(6);
  }

  private static Arbitrary<Mutation> one() {
    return Combinators.combine(
            Arbitraries.doubles().between(0, 1), Arbitraries.of(Kind.class), pieces())
        .as(Mutation::new);
  }

  private static Arbitrary<byte[]> pieces() {
    var telling = Arbitraries.of(TELLING).map(text -> text.getBytes(UTF_8));
    var noise = Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(4);
    return Arbitraries.oneOf(telling, noise);
  }

  static byte[] all(byte[] whole, List<Mutation> mutations) {
    for (var mutation : mutations) {
      whole = mutation.of(whole);
    }
    return whole;
  }

  private byte[] of(byte[] whole) {
    var start = (int) (at * whole.length);
    var end = Math.min(whole.length, start + bytes.length);
    return switch (kind) {
      case INSERT -> joined(whole, start, bytes, start);
      case REPLACE -> joined(whole, start, bytes, end);
      case CUT -> joined(whole, start, new byte[0], Math.min(whole.length, end + bytes.length));
      case DUPLICATE -> joined(whole, whole.length, Arrays.copyOfRange(whole, start, end), start);
    };
  }

  private static byte[] joined(byte[] whole, int end, byte[] middle, int start) {
    var out = new ByteArrayOutputStream();
    out.write(whole, 0, end);
    out.writeBytes(middle);
    out.write(whole, start, whole.length - start);
    return out.toByteArray();
  }
}
