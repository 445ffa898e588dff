package dev.timonier.storage;

/// The number of a committed transaction. A new store is at revision 1; each commit takes the next.
public record Revision(long value) implements Comparable<Revision> {
  /// Before every revision.
  public static final Revision NONE = new Revision(0);

  /// The revision of a store that nothing was written to.
  public static final Revision FIRST = new Revision(1);

  public Revision {
    if (value < 0) {
      throw new IllegalArgumentException("negative revision " + value);
    }
  }

  public Revision next() {
    return new Revision(value + 1);
  }

  public boolean isBefore(Revision other) {
    return value < other.value;
  }

  public boolean isAfter(Revision other) {
    return value > other.value;
  }

  @Override
  public int compareTo(Revision other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
