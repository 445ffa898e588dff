package dev.timonier.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.proxy.AnyServer;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of connections whose client knows no manners, frame by frame
/// (<https://www.rfc-editor.org/rfc/rfc9113>).
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class Http2MannersTest {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GO_AWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int CONTINUATION = 9;

  private static final int NONE = 0;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /// The setting 4, the first window of each stream: nothing.
  private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};

  private static final int HEADER = 16_000; // bytes
  private static final int MOST_HEADERS = 1 << 20;

  /// In a second; so few that they are soon sent.
  private static final int MOST_RESETS = 10;

  private static final int NO_ERROR = 0;
  private static final int PROTOCOL_ERROR = 1;
  private static final int ENHANCE_YOUR_CALM = 11;

  private final VirtualTime time = new VirtualTime();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Reply.FrameSink> watches = new LinkedBlockingQueue<>();
  private final BlockingQueue<Reply.FrameSink> ended = new LinkedBlockingQueue<>();
  private HttpFront front;

  @BeforeEach
  void start(@TempDir Path directory) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var hooks = new ConnectionHooks(() -> false, () -> {});
    var tls = TestKeys.writeIdentity(directory);
    front = HttpFront.start(address, tls, this::answer, executor, time, hooks, MOST_RESETS);
  }

  private Reply answer(HttpRequest request) {
    if (request.path().equals("/watch")) {
      return new Reply.Pushed(200, Headers.contentType("text/plain"), this::begin);
    }
    if (request.path().equals("/at-once")) {
      return Reply.text(200, "");
    }
    try {
      request.body().get();
      return Reply.text(200, request.path());
    } catch (ApiException e) {
      return Reply.text(e.code(), e.status().getMessage());
    }
  }

  private AutoCloseable begin(Reply.FrameSink sink) {
    watches.add(sink);
    return () -> ended.add(sink);
  }

  @AfterEach
  void stop() {
    front.close();
    executor.close();
  }

  private SSLSocket connect() throws IOException {
    var socket =
        (SSLSocket) AnyServer.context().getSocketFactory().createSocket("127.0.0.1", front.port());
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    var preface = new ByteArrayOutputStream();
    preface.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    preface.writeBytes(frame(SETTINGS, NONE, 0));
    socket.getOutputStream().write(preface.toByteArray());
    return socket;
  }

  private static byte[] frame(int type, int flags, int stream, byte... payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  private static byte[] number(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  /// Names and values by turns, as literals.
  private static byte[] block(String... words) {
    var block = new ByteArrayOutputStream();
    for (var i = 0; i < words.length; i++) {
      if (i % 2 == 0) {
        block.write(0);
      }
      block.write(words[i].length());
      block.writeBytes(words[i].getBytes(US_ASCII));
    }
    return block.toByteArray();
  }

  private static byte[] get() {
    return get("/quick");
  }

  /// A literal whose length takes three bytes.
  private static byte[] largeHeader() {
    var header = new ByteArrayOutputStream();
    var rest = HEADER - 127;
    header.writeBytes(new byte[] {0, 1, 'x', 127, (byte) (rest | 128), (byte) (rest >> 7)});
    header.writeBytes("y".repeat(HEADER).getBytes(US_ASCII));
    return header.toByteArray();
  }

  private static byte[] get(String path) {
    return block(":method", "GET", ":scheme", "https", ":authority", "here", ":path", path);
  }

  private static byte[] request(String... words) {
    return request(block(words));
  }

  private static byte[] request(byte[] block) {
    return frame(HEADERS, END_HEADERS | END_STREAM, 1, block);
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /// @param type of the frame that ends it
  record Fault(String name, int type, int code, byte[] frames) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Fault connection(String name, byte[]... frames) {
    return new Fault(name, GO_AWAY, PROTOCOL_ERROR, join(frames));
  }

  private static Fault stream(String name, byte[] frame) {
    return new Fault(name, RESET, PROTOCOL_ERROR, frame);
  }

  private static final byte[] OPEN = frame(HEADERS, END_HEADERS, 1, get());

  static final List<Fault> faults =
      List.of(
          connection("data of no stream", frame(DATA, NONE, 0, (byte) 1)),
          connection("data of a stream that is not open", frame(DATA, NONE, 1, (byte) 1)),
          connection("stream of the server's", frame(HEADERS, END_HEADERS | END_STREAM, 2, get())),
          connection("continuation of nothing", frame(CONTINUATION, END_HEADERS, 1, get())),
          connection(
              "something between headers",
              frame(HEADERS, NONE, 1, get()),
              frame(PING, NONE, 0, new byte[8])),
          connection(
              "no growth of the connection's window", frame(WINDOW_UPDATE, NONE, 0, number(0))),
          stream(
              "another scheme",
              request(":method", "GET", ":scheme", "ftp", ":authority", "here", ":path", "/")),
          stream(
              "path of no place",
              request(
                  ":method", "GET", ":scheme", "https", ":authority", "here", ":path", "quick")),
          stream(
              "path with half an escape",
              request(":method", "GET", ":scheme", "https", ":authority", "here", ":path", "/%z")),
          stream("two lines in a header", request(join(get("/"), block("x", "a\r\nhost: there")))),
          stream("nothing in a header", request(join(get("/"), block("x", "\0")))),
          stream("no method", request(":scheme", "https", ":authority", "here", ":path", "/quick")),
          stream(
              "empty method",
              request(":method", "", ":scheme", "https", ":authority", "here", ":path", "/quick")),
          stream("no path", request(":method", "GET", ":scheme", "https", ":authority", "here")),
          stream(
              "unknown pseudo-header",
              request(":method", "GET", ":scheme", "https", ":path", "/quick", ":x", "y")),
          stream(
              "pseudo-header after others",
              request(":method", "GET", ":scheme", "https", "x", "y", ":path", "/quick")),
          stream(
              "large letters",
              request(":method", "GET", ":scheme", "https", ":path", "/quick", "Xx", "y")),
          stream(
              "header of the connection",
              request(
                  ":method", "GET", ":scheme", "https", ":path", "/quick", "connection", "close")));

  @ParameterizedTest
  @FieldSource("faults")
  void faultEndsTheConnectionOrTheStream(Fault fault) throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(fault.frames);
      assertThat(end(socket, fault.type)).isEqualTo(fault.code);
    }
  }

  /// The code of the first frame of a type.
  private static int end(SSLSocket socket, int type) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    while (true) {
      var frame = Frame.read(in);
      if (frame.type == type) {
        return ByteBuffer.wrap(frame.payload).getInt(type == GO_AWAY ? 4 : 0);
      }
    }
  }

  @Test
  void methodsThatAreNoWordsAreAskedForLikeOthers() throws IOException {
    try (var socket = connect()) {
      var odd =
          block(":method", "G@T", ":scheme", "https", ":authority", "here", ":path", "/at-once");
      socket.getOutputStream().write(frame(HEADERS, END_HEADERS | END_STREAM, 1, odd));
      socket.getOutputStream().write(frame(HEADERS, END_HEADERS | END_STREAM, 3, get("/at-once")));
      assertThat(List.of(stream(socket, HEADERS), stream(socket, HEADERS))).containsExactly(1, 3);
    }
  }

  /// The stream of the next frame of a type.
  private static int stream(SSLSocket socket, int type) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    while (true) {
      var frame = Frame.read(in);
      if (frame.type == type) {
        return frame.stream;
      }
    }
  }

  /// Else it would be open for as long as the client has more to send.
  @Test
  void streamEndsWithItsReplyThoughTheBodyIsNotRead() throws IOException {
    try (var socket = connect()) {
      var post =
          block(":method", "POST", ":scheme", "https", ":authority", "here", ":path", "/at-once");
      socket.getOutputStream().write(frame(HEADERS, END_HEADERS, 1, post));
      assertThat(end(socket, RESET)).isEqualTo(NO_ERROR);
    }
  }

  /// More than all buffers between the two hold.
  @Test
  void connectionThatEndsGoesOnReadingForASecond() throws IOException {
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(frame(DATA, NONE, 0, (byte) 1));
      assertThat(end(socket, GO_AWAY)).isEqualTo(PROTOCOL_ERROR);

      for (var megabyte = 0; megabyte < 12; megabyte++) {
        out.write(new byte[1 << 20]);
      }
      time.advance(Duration.ofSeconds(1));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void connectionThatEndsDoesNotReadForEver() throws IOException {
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(frame(DATA, NONE, 0, (byte) 1));
      assertThatThrownBy(() -> sendForEver(out, new byte[1 << 20])).isInstanceOf(IOException.class);
    }
  }

  private record Frame(int type, int stream, byte[] payload) {
    static Frame read(DataInputStream in) throws IOException {
      var length = (in.readUnsignedByte() << 16) + in.readUnsignedShort();
      var type = in.readUnsignedByte();
      in.skipNBytes(1);
      return new Frame(type, in.readInt(), in.readNBytes(length));
    }
  }

  @Test
  void streamThatIsResetOverAndOverEndsTheConnection() throws IOException {
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      var sent =
          executor.submit(
              () -> {
                for (var stream = 1; stream < 60_000; stream += 2) {
                  out.write(
                      join(
                          frame(HEADERS, END_HEADERS | END_STREAM, stream, get()),
                          frame(RESET, NONE, stream, number(8))));
                }
                return true;
              });
      assertThat(end(socket, GO_AWAY)).isEqualTo(ENHANCE_YOUR_CALM);
      sent.cancel(true);
    }
  }

  @Test
  void headersThatNeverEndEndTheConnection() throws IOException {
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(frame(HEADERS, NONE, 1, get()));
      for (var piece = 0; piece < 100; piece++) {
        out.write(frame(CONTINUATION, NONE, 1, (byte) 0));
      }
      assertThat(end(socket, GO_AWAY)).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void dataOfNothingOverAndOverEndsTheConnection() throws IOException {
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(OPEN);
      for (var piece = 0; piece < 1000; piece++) {
        out.write(frame(DATA, NONE, 1));
      }
      assertThat(end(socket, GO_AWAY)).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  /// Whoever takes no answers would have them kept.
  @ParameterizedTest
  @ValueSource(ints = {PING, SETTINGS})
  void questionsWhoseAnswersNobodyTakesEndTheConnection(int type) throws IOException {
    var question = frame(type, NONE, 0, new byte[type == PING ? 8 : 0]);
    var many = join(Collections.nCopies(1000, question).toArray(byte[][]::new));
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      assertThatThrownBy(() -> sendForEver(out, many)).isInstanceOf(IOException.class);
    }
  }

  /// The window of its stream is never opened.
  @Test
  void watcherThatTakesNothingIsCutAndHoldsUpNobody() throws Exception {
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(frame(SETTINGS, NONE, 0, NO_WINDOW));
      out.write(frame(HEADERS, END_HEADERS | END_STREAM, 1, get("/watch")));
      var deaf = watches.take();
      out.write(frame(HEADERS, END_HEADERS | END_STREAM, 3, get("/watch")));
      out.write(frame(WINDOW_UPDATE, NONE, 3, number(1000)));
      var other = watches.take();

      var pushed = 0;
      while (deaf.push(new byte[1 << 20])) {
        pushed++;
      }
      assertThat(pushed).isBetween(30, 34);
      time.advance(Duration.ofSeconds(30));
      assertThat(ended.take()).isSameAs(deaf);
      assertThat(end(socket, RESET)).isEqualTo(NO_ERROR);
      other.push("still there".getBytes(US_ASCII));
      assertThat(data(socket, 3)).isEqualTo("still there");
    }
  }

  /// Frames of a kilobyte each would cost both sides more than what is in them.
  @Test
  void streamsThatTakeTurnsFillTheirFrames() throws Exception {
    var many = "x".repeat(10_000);
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(frame(SETTINGS, NONE, 0, NO_WINDOW));
      for (var stream = 1; stream <= 3; stream += 2) {
        out.write(frame(HEADERS, END_HEADERS | END_STREAM, stream, get("/watch")));
        watches.take().push(many.getBytes(US_ASCII));
      }
      out.write(frame(HEADERS, END_HEADERS | END_STREAM, 5, get()));
      awaitHead(socket, 5);
      out.write(
          join(
              frame(WINDOW_UPDATE, NONE, 1, number(20_000)),
              frame(WINDOW_UPDATE, NONE, 3, number(20_000))));
      assertThat(data(socket, 1)).isEqualTo(many);
      assertThat(data(socket, 3)).isEqualTo(many);
    }
  }

  private static void awaitHead(SSLSocket socket, int stream) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    var frame = Frame.read(in);
    while (frame.type != HEADERS || frame.stream != stream) {
      frame = Frame.read(in);
    }
  }

  /// The first data of a stream.
  private static String data(SSLSocket socket, int stream) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    while (true) {
      var frame = Frame.read(in);
      if (frame.type == DATA && frame.stream == stream) {
        return new String(frame.payload, US_ASCII);
      }
    }
  }

  @Test
  void headersThatAreTooLargeAreRefused() throws Exception {
    var head = Unpooled.wrappedBuffer(answerToHeaders(MOST_HEADERS));
    var decoded = new DefaultHttp2HeadersDecoder(false).decodeHeaders(1, head);

    assertThat(decoded.status()).hasToString("431");
  }

  /// The head of the answer to so many bytes of headers.
  private byte[] answerToHeaders(int size) throws IOException {
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write(frame(HEADERS, END_STREAM, 1, get()));
      for (var sent = 0; sent < size; sent += HEADER) {
        var flags = sent + HEADER < size ? NONE : END_HEADERS;
        out.write(frame(CONTINUATION, flags, 1, largeHeader()));
      }
      var in = new DataInputStream(socket.getInputStream());
      while (true) {
        var frame = Frame.read(in);
        if (frame.type == HEADERS) {
          return frame.payload;
        }
      }
    }
  }

  @SuppressWarnings("InfiniteLoopStatement")
  private static void sendForEver(OutputStream out, byte[] bytes) throws IOException {
    while (true) {
      out.write(bytes);
    }
  }
}
