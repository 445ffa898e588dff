package dev.timonier.storage.etcdserver;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A member of an etcd with nothing in it, at a loopback address of its own, so that its ports are
/// free.
public final class EtcdProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final RandomGenerator RANDOM = RandomGenerator.of("SecureRandom");

  /// @param name the member's name, of several
  /// @param heartbeat in milliseconds; an election is held after ten missing ones
  public record Member(String name, String host, int heartbeat, Security security) {
    private URI client() {
      return URI.create(security.scheme() + "://" + host + ":2379");
    }

    private URI peer() {
      return URI.create("http://" + host + ":2380");
    }

    public static Member of(String name, int heartbeat) {
      return new Member(name, address(), heartbeat, Security.NONE);
    }
  }

  /// How clients are met.
  ///
  /// @param options of the command line
  public record Security(String scheme, List<String> options) {
    static final Security NONE = new Security("http", List.of());
  }

  /// A loopback address that nobody else uses.
  public static String address() {
    return "127.%d.%d.%d"
        .formatted(RANDOM.nextInt(1, 255), RANDOM.nextInt(256), RANDOM.nextInt(1, 255));
  }

  private final Path directory;
  private final Member member;
  private final String cluster;
  private Process process;

  /// @param members all members of its cluster
  public EtcdProcess(Member member, List<Member> members) throws IOException {
    this.directory = directory();
    this.member = member;
    this.cluster =
        members.stream().map(each -> each.name() + "=" + each.peer()).collect(joining(","));
    this.process = launch();
  }

  /// One of its own.
  public static EtcdProcess start() throws IOException {
    return start(Member.of("only", 10));
  }

  /// One of its own at an address, for clients that know its secrets.
  public static EtcdProcess start(String address, Security security) throws IOException {
    return start(new Member("only", address, 10, security));
  }

  private static EtcdProcess start(Member member) throws IOException {
    return new EtcdProcess(member, List.of(member)).awaited();
  }

  private static Path directory() throws IOException {
    return Files.isWritable(MEMORY)
        ? Files.createTempDirectory(MEMORY, "timonier-etcd")
        : Files.createTempDirectory("timonier-etcd");
  }

  /// Whether the program is there: `-Dtimonier.etcd=PATH`, or in the path.
  private static Optional<Path> program() {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Optional.ofNullable(System.getProperty("timonier.etcd")).map(Path::of).stream(),
            Stream.of(path.split(":")).map(each -> Path.of(each, "etcd")))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public URI client() {
    return member.client();
  }

  private Process launch() throws IOException {
    var client = member.client();
    var peer = member.peer();
    var command =
        Stream.of(
                List.of(
                    program()
                        .orElseThrow(() -> new IllegalStateException("etcd is not installed"))
                        .toString(),
                    "--name=" + member.name()),
                List.of("--data-dir=" + directory.resolve("data")),
                List.of("--listen-client-urls=" + client, "--advertise-client-urls=" + client),
                List.of("--listen-peer-urls=" + peer, "--initial-advertise-peer-urls=" + peer),
                List.of("--initial-cluster=" + cluster, "--max-txn-ops=10000"),
                List.of("--heartbeat-interval=" + member.heartbeat(), "--log-level=error"),
                List.of("--election-timeout=" + 10 * member.heartbeat()),
                member.security().options())
            .flatMap(List::stream)
            .toList();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(directory.resolve("output").toFile()))
        .start();
  }

  /// A client that comes too early waits a whole second before it tries again.
  public EtcdProcess awaited() {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(this::isListening);
    return this;
  }

  private boolean isListening() {
    try (var _ = new Socket(member.host(), 2379)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Starts it again with what it has on disk.
  public void restart() throws IOException, InterruptedException {
    kill();
    process = launch();
  }

  @Override
  public void close() throws IOException {
    try {
      kill();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
