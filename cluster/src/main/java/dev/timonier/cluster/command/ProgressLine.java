package dev.timonier.cluster.command;

import dev.timonier.storage.rocksdb.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/// Shows on a terminal how far some work has come; elsewhere nothing.
final class ProgressLine implements Progress, AutoCloseable {
  private static final int WIDTH = 30;

  private final PrintWriter out;
  private final boolean terminal =
      Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  private long shown = -1;

  ProgressLine(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void at(long done, long total) {
    var percent = total == 0 ? 100 : 100 * done / total;
    if (terminal && percent != shown) {
      shown = percent;
      var filled = (int) (WIDTH * percent / 100);
      out.printf("\r[%s%s] %3d %%", "#".repeat(filled), " ".repeat(WIDTH - filled), percent);
      out.flush();
    }
  }

  /// Takes the line away.
  @Override
  public void close() {
    if (shown >= 0) {
      out.print("\r" + " ".repeat(WIDTH + 8) + "\r");
      out.flush();
    }
  }
}
