package dev.timonier.storage.validation;

/// When an operation was under way, in nanoseconds of one clock.
record Span(long start, long end) {
  /// Whether this was over when the other began.
  boolean precedes(Span other) {
    return end < other.start;
  }
}
