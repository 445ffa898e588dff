package dev.timonier.e2e.soak;

import dev.timonier.e2e.fixture.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a Java process holds, once its garbage is collected.
///
/// @param heap bytes of objects that are in use
/// @param resident bytes of all its memory, native too
record Vitals(long heap, long resident, long threads, long files) {
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)$");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

  static Vitals of(long pid) {
    var heap = number(TOTAL, histogram(pid));
    var status = status(pid);
    return new Vitals(heap, number(RESIDENT, status) << 10, number(THREADS, status), files(pid));
  }

  /// Collects the garbage first.
  private static String histogram(long pid) {
    var line = List.of(JCMD.toString(), Long.toString(pid), "GC.class_histogram");
    return new Command(Map.of()).run(line.toArray(String[]::new)).orFail();
  }

  private static String status(long pid) {
    try {
      return Files.readString(process(pid).resolve("status"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long files(long pid) {
    try (var open = Files.list(process(pid).resolve("fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path process(long pid) {
    return Path.of("/proc", Long.toString(pid));
  }

  private static long number(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    if (!found.find()) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return Long.parseLong(found.group(1));
  }

  @Override
  public String toString() {
    return "heap %d MB, resident %d MB, %d threads, %d files"
        .formatted(heap >> 20, resident >> 20, threads, files);
  }
}
