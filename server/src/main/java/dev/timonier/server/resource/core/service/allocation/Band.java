package dev.timonier.server.resource.core.service.allocation;

import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/// The numbers of a pool. The lowest are given away last, so that who asks for a certain one mostly
/// gets it (<https://kubernetes.io/docs/reference/networking/virtual-ips/#ip-address-objects>).
///
/// @param kept how many of the lowest are given away last
record Band(long first, long last, long kept) {
  /// @param step a pool keeps one in so many
  static Band of(long first, long last, long step, long mostKept) {
    var size = last - first + 1;
    var kept = size < 16 ? 0 : Math.clamp(size / step, 16, mostKept);
    return new Band(first, last, kept);
  }

  boolean contains(long number) {
    return number >= first && number <= last;
  }

  /// A free number; empty when there is none.
  OptionalLong pick(RandomGenerator random, LongPredicate isFree) {
    var upper = pick(first + kept, last, random, isFree);
    return upper.isPresent() ? upper : pick(first, first + kept - 1, random, isFree);
  }

  private static OptionalLong pick(
      long from, long to, RandomGenerator random, LongPredicate isFree) {
    if (from > to) {
      return OptionalLong.empty();
    }
    var start = random.nextLong(from, to + 1);
    return LongStream.concat(LongStream.rangeClosed(start, to), LongStream.range(from, start))
        .filter(isFree)
        .findFirst();
  }
}
