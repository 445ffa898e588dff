package dev.timonier.nodeagent.server;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A WebSocket client that shows messages as `channel:content`.
final class ChannelClient implements WebSocket.Listener, AutoCloseable {
  private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final HttpClient client;
  private final WebSocket socket;

  private ChannelClient(HttpClient client, URI uri, String protocol) {
    this.client = client;
    this.socket =
        client
            .newWebSocketBuilder()
            .subprotocols(protocol)
            .buildAsync(URI.create(uri.toString().replace("https:", "wss:")), this)
            .join();
  }

  static ChannelClient connect(URI uri, SSLContext tls, String protocol) {
    return new ChannelClient(HttpClient.newBuilder().sslContext(tls).build(), uri, protocol);
  }

  String protocol() {
    return socket.getSubprotocol();
  }

  void send(int channel, String text) {
    var bytes = ("." + text).getBytes(StandardCharsets.UTF_8);
    bytes[0] = (byte) channel;
    sendBytes(bytes);
  }

  void sendBytes(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  void sendText(String text) {
    socket.sendText(text, true).join();
  }

  /// Closes the socket, as the protocol has it.
  void leave() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  /// Waits until the server closes, and says why.
  int closeCode() {
    return closeCode.join();
  }

  /// Waits for the next message.
  String next() throws InterruptedException {
    var bytes = nextBytes();
    return bytes.length > 0 && bytes[0] < 32
        ? bytes[0] + ":" + text(Arrays.copyOfRange(bytes, 1, bytes.length))
        : text(bytes);
  }

  byte[] nextBytes() throws InterruptedException {
    return messages.take();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    var bytes = new byte[data.remaining()];
    data.get(bytes);
    message.writeBytes(bytes);
    if (last) {
      messages.add(message.toByteArray());
      message.reset();
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    messages.add(("text " + data).getBytes(StandardCharsets.UTF_8));
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closeCode.complete(code);
    messages.add("closed".getBytes(StandardCharsets.UTF_8));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    messages.add("closed".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }
}
