package dev.timonier.server.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Executor;

/// A server that speaks HTTP byte by byte.
final class ScriptedBackend implements AutoCloseable {
  private final ServerSocket listener;

  /// What it does with a connection.
  interface Script {
    /// @param head of the request, with the empty line
    void play(Socket client, String head) throws IOException;
  }

  ScriptedBackend(Executor executor, Script script) throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    executor.execute(() -> serve(executor, script));
  }

  private void serve(Executor executor, Script script) {
    try {
      while (!listener.isClosed()) {
        var client = listener.accept();
        executor.execute(() -> play(client, script));
      }
    } catch (IOException closed) {
      // the end
    }
  }

  private static void play(Socket client, Script script) {
    try (client) {
      script.play(client, head(client));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String head(Socket socket) throws IOException {
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      var octet = socket.getInputStream().read();
      if (octet < 0) {
        throw new IOException("no whole head but " + head);
      }
      head.append((char) octet);
    }
    return head.toString();
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// Connects to it whatever backend is meant.
  Socket dial() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
