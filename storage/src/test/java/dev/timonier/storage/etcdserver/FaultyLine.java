package dev.timonier.storage.etcdserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// A line between a client and a server that fails as lines do.
///
/// ```
/// client -> FaultyLine (a loopback port of its own) -> server
/// ```
public final class FaultyLine implements AutoCloseable {
  private static final int PIECE = 16 << 10;

  private final InetSocketAddress server;
  private final ServerSocket front;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean cut;
  private volatile Duration delay = Duration.ZERO;
  private final Queue<Integer> lengths = new ConcurrentLinkedQueue<>();

  /// One connection.
  private final class Call {
    private final Socket client;
    private final Socket server;
    private final int length;
    private volatile boolean silent;

    /// @param length as many bytes come from the server, at most
    private Call(Socket client, Socket server, int length) {
      this.client = client;
      this.server = server;
      this.length = length;
    }

    private void start() {
      threads.execute(() -> carry(client, server, Integer.MAX_VALUE));
      threads.execute(() -> carry(server, client, length));
    }

    private void carry(Socket from, Socket to, int most) {
      try {
        carry(from.getInputStream(), to.getOutputStream(), most);
        if (!silent) {
          to.shutdownOutput();
        }
      } catch (IOException _) {
        hangUp();
      }
    }

    private void carry(InputStream from, OutputStream to, int most) throws IOException {
      var piece = new byte[PIECE];
      var left = most;
      for (var read = from.read(piece); read >= 0 && left > 0; read = from.read(piece)) {
        LockSupport.parkNanos(delay.toNanos());
        if (!silent) {
          to.write(piece, 0, Math.min(read, left));
        }
        left -= read;
      }
    }

    private void hangUp() {
      calls.remove(this);
      reset(client);
      reset(server);
    }
  }

  private FaultyLine(InetSocketAddress server, ServerSocket front) {
    this.server = server;
    this.front = front;
  }

  /// A line that works, to the server at an address.
  public static FaultyLine to(URI server) throws IOException {
    var front = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    var line = new FaultyLine(new InetSocketAddress(server.getHost(), server.getPort()), front);
    line.threads.execute(line::accept);
    return line;
  }

  /// What the client is to connect to.
  public URI address() {
    return URI.create("http://127.0.0.1:" + front.getLocalPort());
  }

  /// Everything takes so much longer from now on.
  public void delay(Duration by) {
    delay = by;
  }

  /// Ends all connections, as if the other side had crashed. New ones work.
  public void reset() {
    calls.forEach(Call::hangUp);
  }

  /// No byte of the present connections arrives any more, and nobody is told. New ones work.
  public void silence() {
    calls.forEach(call -> call.silent = true);
  }

  /// Ends all connections, and takes no new ones until it is mended.
  public void cut() {
    cut = true;
    reset();
  }

  public void mend() {
    cut = false;
  }

  /// The next connections end one after the other when so many bytes came from the server; all of
  /// them arrive.
  public void tear(List<Integer> afterBytes) {
    lengths.addAll(afterBytes);
  }

  private void accept() {
    while (!front.isClosed()) {
      try {
        connect(front.accept());
      } catch (IOException _) {
        // The client comes again, or the line was closed.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    if (cut) {
      reset(client);
      return;
    }
    var behind = new Socket();
    try {
      behind.connect(server);
    } catch (IOException e) {
      reset(client);
      throw e;
    }
    var call = new Call(client, behind, lengthOfNext());
    calls.add(call);
    call.start();
    if (cut) {
      call.hangUp();
    }
  }

  private int lengthOfNext() {
    return Optional.ofNullable(lengths.poll()).orElse(Integer.MAX_VALUE);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException _) {
      // It is closed already.
    }
  }

  @Override
  public void close() throws IOException {
    front.close();
    reset();
    threads.shutdownNow();
  }
}
