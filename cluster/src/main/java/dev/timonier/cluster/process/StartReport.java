package dev.timonier.cluster.process;

import dev.timonier.cluster.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/// What a cluster that starts in the background tells the command that waits for it, line by line
/// on its standard output:
///
/// ```
/// step<TAB>store<TAB>opened<TAB>38000000
/// ready
/// failed<TAB>port 6443 is taken
/// ```
public final class StartReport {
  private static final String STEP = "step";
  private static final String READY = "ready";
  private static final String FAILED = "failed";

  private StartReport() {}

  /// The sending end.
  public record Sender(PrintStream out) implements Progress {
    @Override
    public void done(String step, String detail, Duration took) {
      send(STEP + "\t" + step + "\t" + detail + "\t" + took.toNanos());
    }

    public void ready() {
      send(READY);
    }

    public void failed(String message) {
      send(FAILED + "\t" + message.replace('\n', ' ').replace('\t', ' '));
    }

    private void send(String line) {
      out.println(line);
      out.flush();
    }
  }

  /// How a start ended.
  public sealed interface Outcome {
    record Ready() implements Outcome {}

    /// @param message empty when the process ended without a word
    record Failed(String message) implements Outcome {}
  }

  /// The receiving end: passes steps on until the start has ended.
  public static Outcome receive(BufferedReader in, Progress progress) throws IOException {
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      var outcome = receive(line.split("\t", -1), progress);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    return new Outcome.Failed("");
  }

  private static Optional<Outcome> receive(String[] part, Progress progress) {
    return switch (part[0]) {
      case STEP -> {
        progress.done(part[1], part[2], Duration.ofNanos(Long.parseLong(part[3])));
        yield Optional.empty();
      }
      case READY -> Optional.of(new Outcome.Ready());
      case FAILED -> Optional.of(new Outcome.Failed(part[1]));
      default -> Optional.empty();
    };
  }
}
