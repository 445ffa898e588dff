package dev.timonier.nodeagent.runtime.simulated;

import java.util.ArrayDeque;
import java.util.Deque;

/// Hands out addresses of `10.0.0.0/8`, each to one sandbox at a time; freed ones are used again as
/// late as possible.
final class SimulatedAddresses {
  private static final int FIRST = (10 << 24) + 1;
  private static final int REUSE_FROM = 4096;

  private final Deque<Integer> freed = new ArrayDeque<>(); // guarded by this
  private int next = FIRST; // guarded by this

  synchronized String take() {
    return text(freed.size() > REUSE_FROM ? freed.removeFirst() : next++);
  }

  synchronized void free(String address) {
    freed.addLast(number(address));
  }

  private static String text(int number) {
    return (number >>> 24)
        + "."
        + (number >>> 16 & 0xff)
        + "."
        + (number >>> 8 & 0xff)
        + "."
        + (number & 0xff);
  }

  private static int number(String address) {
    var number = 0;
    for (var part : address.split("\\.")) {
      number = (number << 8) | Integer.parseInt(part);
    }
    return number;
  }
}
