package dev.timonier.server.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The parts of some content that a client asks for (`Range: bytes=0-499,600-`, RFC 9110, section
/// 14), as Go's `net/http` reads them: in the order in which they are asked for, without those that
/// the content does not have.
sealed interface WantedParts {
  /// A part.
  ///
  /// @param from the first byte
  /// @param end behind the last byte
  record Part(int from, int end) {
    int length() {
      return end - from;
    }

    /// As `Content-Range` tells it.
    String within(int size) {
      return "bytes %d-%d/%d".formatted(from, end - 1, size);
    }
  }

  /// Parts that there are; none when the whole content may be given as well.
  record Present(List<Part> parts) implements WantedParts {}

  /// The content has none of the parts.
  record Absent() implements WantedParts {}

  /// The header is none that can be understood.
  record Malformed() implements WantedParts {}

  /// @param size of the content, in bytes
  static WantedParts parse(String header, int size) {
    return header.startsWith(Reader.UNIT) ? new Reader(size).read(header) : new Malformed();
  }

  /// Reads one header.
  final class Reader {
    private static final String UNIT = "bytes=";
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]+|-0+");

    private final int size;
    private final List<Part> parts = new ArrayList<>();
    private boolean anyAbsent;

    private Reader(int size) {
      this.size = size;
    }

    private WantedParts read(String header) {
      for (var text : header.substring(UNIT.length()).split(",")) {
        if (!text.isBlank() && !add(text.strip())) {
          return new Malformed();
        }
      }
      return parts.isEmpty() && anyAbsent ? new Absent() : new Present(worthwhile());
    }

    /// Who asks for more than there is gets all of it, once.
    private List<Part> worthwhile() {
      var total = parts.stream().mapToLong(Part::length).sum();
      return total > size ? List.of() : List.copyOf(parts);
    }

    /// @return false when it is no part
    private boolean add(String text) {
      var dash = text.indexOf('-');
      if (dash < 0) {
        return false;
      }
      var first = text.substring(0, dash).strip();
      var last = text.substring(dash + 1).strip();
      return first.isEmpty() ? addEnd(last) : addFrom(first, last);
    }

    /// The last so many bytes.
    private boolean addEnd(String text) {
      var count = text.startsWith("-") ? Optional.<Long>empty() : number(text);
      count.ifPresent(n -> parts.add(new Part(size - (int) Math.min(n, size), size)));
      return count.isPresent();
    }

    private boolean addFrom(String first, String last) {
      var from = number(first);
      if (from.isEmpty()) {
        return false;
      }
      if (from.get() >= size) {
        anyAbsent = true;
        return true;
      }
      var to = last.isEmpty() ? Optional.of(size - 1L) : number(last).filter(n -> n >= from.get());
      to.ifPresent(n -> parts.add(new Part(from.get().intValue(), (int) Math.min(n + 1, size))));
      return to.isPresent();
    }

    /// @return empty when it is none, or more than a long holds
    private static Optional<Long> number(String text) {
      try {
        return NUMBER.matcher(text).matches()
            ? Optional.of(Long.parseLong(text))
            : Optional.empty();
      } catch (NumberFormatException _) {
        return Optional.empty();
      }
    }
  }
}
