package dev.timonier.server.zpage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.discovery.VersionHandler;
import dev.timonier.server.object.Trees;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Since when the server runs, as which version, and where it can be asked for more.
final class StatusContent implements PageContent {
  private static final DateTimeFormatter UNIX_DATE =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' yyyy", Locale.US)
          .withZone(ZoneOffset.UTC);

  /// Paths that are served to programs at work, not to who looks for a fault.
  private static final Set<String> OTHERS =
      Set.of("/apis", "/api", "/openid", "/openapi", "/.well-known");

  private final InstantSource clock;
  private final Instant start;
  private final Supplier<Collection<String>> paths;
  private final RandomGenerator random;

  StatusContent(InstantSource clock, Supplier<Collection<String>> paths, RandomGenerator random) {
    this.clock = clock;
    this.start = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    this.paths = paths;
    this.random = random;
  }

  @Override
  public String kind() {
    return ZPage.STATUS;
  }

  @Override
  public String text() {
    var up = up();
    return """

        Started%1$s %2$s
        Up%1$s %3$d hr %4$02d min %5$02d sec
        Go version%1$s %6$s
        Binary version%1$s %7$s
        Emulation version%1$s %8$s
        Paths%1$s %9$s
        """
        .formatted(
            Delimiters.any(random),
            UNIX_DATE.format(start),
            up.toHours(),
            up.toMinutesPart(),
            up.toSecondsPart(),
            runtime(),
            binary(),
            emulated(),
            String.join(" ", folders()));
  }

  @Override
  public void addTo(ObjectNode tree) {
    tree.put("startTime", start.toString()).put("uptimeSeconds", up().toSeconds());
    tree.put("goVersion", runtime()).put("binaryVersion", binary());
    tree.put("emulationVersion", emulated());
    folders().forEach(tree.putArray("paths")::add);
  }

  private Duration up() {
    return Duration.between(start, clock.instant());
  }

  private static String runtime() {
    return version("goVersion");
  }

  private static String binary() {
    return version("gitVersion").substring(1);
  }

  private static String emulated() {
    return version("emulationMajor") + "." + version("emulationMinor");
  }

  private static String version(String field) {
    return Trees.text(VersionHandler.version(), field);
  }

  /// The first parts of the paths, in their order.
  private List<String> folders() {
    return paths.get().stream()
        .map(path -> "/" + path.split("/", -1)[1])
        .filter(folder -> folder.length() > 1 && !OTHERS.contains(folder))
        .distinct()
        .sorted()
        .toList();
  }
}
