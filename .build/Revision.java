import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells which state of the sources is built, for `/version`: `CHECKOUT DATE OUTPUT`.
///
/// ```
/// commit=0f3c…                 empty where there is no Git
/// treeState=clean              or dirty; archive where there is no Git
/// date=2026-06-01T00:00:00Z    of the commit, or DATE where there is no Git
/// ```
///
/// So the same sources give the same output.
class Revision {
  private final Path checkout;

  private Revision(Path checkout) {
    this.checkout = checkout;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var output = Path.of(args[2]);
    Files.createDirectories(output.getParent());
    Files.write(output, new Revision(Path.of(args[0])).lines(args[1]));
  }

  private List<String> lines(String date) throws InterruptedException {
    var commit = git("rev-parse", "HEAD");
    if (commit.isEmpty()) {
      return List.of("commit=", "treeState=archive", "date=" + date);
    }
    var seconds = git("show", "-s", "--format=%ct", "HEAD").orElseThrow();
    var changes = git("status", "--porcelain", "--untracked-files=no").orElseThrow();
    return List.of(
        "commit=" + commit.get(),
        "treeState=" + (changes.isEmpty() ? "clean" : "dirty"),
        "date=" + Instant.ofEpochSecond(Long.parseLong(seconds)));
  }

  /// What Git says; empty when there is none, or nothing of it here.
  private Optional<String> git(String... arguments) throws InterruptedException {
    var command = new ArrayList<>(List.of("git", "-C", checkout.toString()));
    command.addAll(List.of(arguments));
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(text.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
