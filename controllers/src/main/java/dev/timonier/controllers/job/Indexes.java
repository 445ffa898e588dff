package dev.timonier.controllers.job;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// A set of completion indexes, as a status shows it: `1,3-5,7` are 1, 3, 4, 5 and 7. Unchangeable.
final class Indexes {
  static final Indexes NONE = new Indexes(new BitSet());

  private final BitSet bits;

  private Indexes(BitSet bits) {
    this.bits = bits;
  }

  static Indexes of(Collection<Integer> indexes) {
    var bits = new BitSet();
    indexes.forEach(bits::set);
    return new Indexes(bits);
  }

  /// Reads what is below a number of indexes; parts that are no numbers are left out.
  static Indexes parse(@Nullable String text, int total) {
    var bits = new BitSet();
    if (text != null && !text.isEmpty()) {
      for (var part : text.split(",", -1)) {
        mark(part.split("-", 2), bits, total);
      }
    }
    return new Indexes(bits);
  }

  private static void mark(String[] limits, BitSet bits, int total) {
    try {
      var first = Integer.parseInt(limits[0]);
      var last = Integer.parseInt(limits[limits.length - 1]);
      if (first < total && first <= last) {
        bits.set(first, Math.min(last, total - 1) + 1);
      }
    } catch (NumberFormatException _) {
      // What somebody wrote by hand is not ours to judge.
    }
  }

  boolean has(int index) {
    return bits.get(index);
  }

  int size() {
    return bits.cardinality();
  }

  Indexes with(Indexes more) {
    var both = (BitSet) bits.clone();
    both.or(more.bits);
    return new Indexes(both);
  }

  /// How many of the others are in here too.
  int shared(Indexes others) {
    var both = (BitSet) bits.clone();
    both.and(others.bits);
    return both.cardinality();
  }

  /// The lowest indexes that are missing.
  ///
  /// @param most how many at most
  /// @param total all are below it
  List<Integer> missing(int most, int total) {
    var missing = new ArrayList<Integer>();
    for (var i = bits.nextClearBit(0); i < total && missing.size() < most; ) {
      missing.add(i);
      i = bits.nextClearBit(i + 1);
    }
    return missing;
  }

  @Override
  public String toString() {
    var text = new StringJoiner(",");
    for (var first = bits.nextSetBit(0); first >= 0; ) {
      var last = bits.nextClearBit(first) - 1;
      text.add(text(first, last));
      first = bits.nextSetBit(last + 1);
    }
    return text.toString();
  }

  private static String text(int first, int last) {
    return switch (last - first) {
      case 0 -> Integer.toString(first);
      case 1 -> first + "," + last;
      default -> first + "-" + last;
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Indexes indexes && bits.equals(indexes.bits);
  }

  @Override
  public int hashCode() {
    return bits.hashCode();
  }
}
