package dev.timonier.server.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.timonier.server.fixture.TestServer;
import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;

/// A server that is sent anything.
final class HostileServer implements AutoCloseable {
  private static final Pattern INSIDES =
      Pattern.compile("java\\.|dev\\.timonier|Exception\\b|\\bat [a-z]+\\.[a-z.]+\\(");

  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// What an answer may take that is the first of its kind.
  private static final long MOST_BYTES = 2 << 20;

  private static final long MOST_BYTES_PER_BYTE_ASKED = 320;
  private static final long MOST_BYTES_PER_BYTE_ANSWERED = 32;

  private final TestServer server = new TestServer();
  private final TestServer.Client client = server.admin();

  TestServer.Client client() {
    return client;
  }

  /// Asserts that the server knows what it thinks of a request, and takes no more memory for it
  /// than its size and that of its answer allow. There are some that Kubernetes takes for faults of
  /// its own, too: it says which.
  ///
  /// @param type of the body
  void survives(String method, String target, String type, byte[] body) {
    var before = MEMORY.getCurrentThreadAllocatedBytes();
    var answer = client.with("Content-Type", type).beginning(method, target, body);
    var taken = MEMORY.getCurrentThreadAllocatedBytes() - before;
    assertThat(taken)
        .as("bytes for a request of %d: %s %s", body.length, method, target)
        .isLessThan(
            MOST_BYTES
                + MOST_BYTES_PER_BYTE_ASKED * (body.length + target.length())
                + MOST_BYTES_PER_BYTE_ANSWERED * answer.text().length());
    assertThat(answer)
        .as(() -> "%s %s %s".formatted(method, target, new String(body, UTF_8)))
        .matches(a -> a.code() >= 200 && a.code() <= 500, "a code")
        .doesNotMatch(a -> a.text().contains("caused apiserver to panic"), "a fault of ours")
        .doesNotMatch(a -> INSIDES.matcher(a.text()).find(), "our insides");
  }

  @Override
  public void close() {
    server.close();
  }
}
