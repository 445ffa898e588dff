package dev.timonier.server.http;

import dev.timonier.machinery.time.Time;
import dev.timonier.machinery.tls.OneIdentity;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes requests from the network, has them answered on virtual threads, and writes the replies.
/// Event loops move bytes and nothing else.
public final class HttpFront implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

  /// The limit of kube-apiserver, with what Go adds to it in each version of HTTP.
  private static final int MOST_HEADER_BYTES = (1 << 20) + 4096;

  private static final int MOST_HEADER_LIST_BYTES = (1 << 20) + 10 * 32;
  private static final int IDLE_SECONDS = 0;

  /// A watch that is given up is a reset stream: a client may well have hundreds in a second.
  private static final int MOST_RESETS_PER_SECOND = 2000;

  private static final int SECONDS_OF_RESETS = 10;

  private static final int MOST_GATHERED_WRITES = 256;
  private static final long MOST_STREAMS = 100;

  /// The name of what is between HTTP and TLS.
  static final String BELOW_HTTP = "gathering";

  // As Vert.x calls them.
  private static final String DECODER = "httpDecoder";
  private static final String ENCODER = "httpEncoder";

  /// How the streams of a connection that have something to say take turns. Vert.x asks the
  /// system's properties alone. By its default each turn is a kilobyte, and so is each frame; with
  /// equal shares it is what the connection has room for, divided by their number.
  private static final String TURNS = "vertx.h2StreamByteDistributor";

  private static final String EQUAL_SHARES = "uniform";

  /// Which it is, is for the reply to say.
  private static final String ANY_SUBPROTOCOL = "*";

  /// With Netty's own 64 KiB, a list would be written in many small steps. What there is room for,
  /// is shared among the streams: a hundred watches of a connection get a frame's worth each.
  private static final WriteBufferWaterMark WAITING_TO_BE_WRITTEN =
      new WriteBufferWaterMark(1 << 20, 2 << 20);

  private final Vertx vertx;
  private final HttpServer server;
  private final RequestHandler handler;
  private final Executor executor;
  private final Time time;
  private final ConnectionHooks hooks;
  private final Traffic traffic;

  private HttpFront(
      Vertx vertx,
      HttpServer server,
      RequestHandler handler,
      Executor executor,
      Time time,
      ConnectionHooks hooks) {
    this.vertx = vertx;
    this.server = server;
    this.handler = handler;
    this.executor = executor;
    this.time = time;
    this.hooks = hooks;
    this.traffic = Traffic.at(time);
  }

  /// Binds an address and begins to serve.
  ///
  /// @param address port 0 takes a free one
  /// @param executor runs each request on a thread of its own
  /// @throws java.io.UncheckedIOException when the address is taken
  public static HttpFront start(
      InetSocketAddress address,
      TlsIdentity tls,
      RequestHandler handler,
      Executor executor,
      Time time,
      ConnectionHooks hooks) {
    return start(address, tls, handler, executor, time, hooks, MOST_RESETS_PER_SECOND);
  }

  /// @param mostResets how many streams of a connection may be reset in a second
  static HttpFront start(
      InetSocketAddress address,
      TlsIdentity tls,
      RequestHandler handler,
      Executor executor,
      Time time,
      ConnectionHooks hooks,
      int mostResets) {
    var vertx =
        new VertxBuilder(vertxOptions()).findTransport(new GuardedTransport()).init().vertx();
    var options = options(tls).setHttp2RstFloodMaxRstFramePerWindow(mostResets * SECONDS_OF_RESETS);
    System.getProperties().putIfAbsent(TURNS, EQUAL_SHARES);
    var server = vertx.createHttpServer(options);
    var front = new HttpFront(vertx, server, handler, executor, time, hooks);
    server.connectionHandler(connection -> front.open(connection, options));
    server.requestHandler(front::take);
    server.invalidRequestHandler(InvalidRequests::refuse);
    server.exceptionHandler(front::failed);
    try {
      server
          .listen(address.getPort(), address.getHostString())
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      front.close();
      throw new UncheckedIOException(new IOException(e.getCause()));
    }
    return front;
  }

  private static VertxOptions vertxOptions() {
    var files =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    var loops = Math.max(2, Runtime.getRuntime().availableProcessors());
    return new VertxOptions()
        .setEventLoopPoolSize(loops)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(2)
        .setFileSystemOptions(files);
  }

  /// Native where there is one for the machine: a handshake in Java takes far longer before it has
  /// been compiled, and each byte some time more ever after.
  private static SSLEngineOptions tlsEngine() {
    return OpenSSLEngineOptions.isAvailable()
        ? new OpenSSLEngineOptions()
        : new JdkSSLEngineOptions();
  }

  private static HttpServerOptions options(TlsIdentity tls) {
    return new HttpServerOptions()
        .setSsl(true)
        .setSslEngineOptions(tlsEngine())
        .setUseAlpn(true)
        .setClientAuth(ClientAuth.REQUEST)
        .setKeyCertOptions(KeyCertOptions.wrap(OneIdentity.read(tls.certificate(), tls.key())))
        .setTrustOptions(TrustOptions.wrap(new AnyClientCertificate(tls.clientAuthority())))
        .setMaxHeaderSize(MOST_HEADER_BYTES)
        .setMaxInitialLineLength(MOST_HEADER_BYTES)
        .setInitialSettings(
            new Http2Settings()
                .setMaxHeaderListSize(MOST_HEADER_LIST_BYTES)
                .setMaxConcurrentStreams(MOST_STREAMS))
        .setDecompressionSupported(false)
        .setHandle100ContinueAutomatically(false)
        .setHttp2RstFloodWindowDuration(SECONDS_OF_RESETS)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
        .setIdleTimeout(IDLE_SECONDS)
        .setTcpNoDelay(true)
        .setReuseAddress(true)
        .setWebSocketSubProtocols(List.of(ANY_SUBPROTOCOL))
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
  }

  private void failed(Throwable cause) {
    LOG.debug("a connection failed", cause);
    hooks.handshakeFailed().run();
  }

  private void open(HttpConnection connection, HttpServerOptions options) {
    gatherWrites(connection);
    var channel = ((ConnectionBase) connection).channel();
    LingeringClose.install(channel, time);
    readAsGo(channel.pipeline(), options);
    OddMethods.install(channel.pipeline());
    traffic.connections().opened(connection);
  }

  /// HTTP/2 has no such decoder.
  private static void readAsGo(ChannelPipeline pipeline, HttpServerOptions options) {
    if (pipeline.get(DECODER) != null) {
      pipeline.replace(DECODER, DECODER, new GoRequestDecoder(options));
      pipeline.addAfter(ENCODER, "broken bodies", new BrokenBodies());
    }
  }

  /// What the replies and watches of a connection have to say at the same moment goes out in one
  /// write, and shares TLS records.
  ///
  /// TLS works on heap buffers, which come from a pool here: Vert.x would allocate each.
  private static void gatherWrites(HttpConnection connection) {
    var channel = ((ConnectionBase) connection).channel();
    channel
        .config()
        .setAllocator(PooledByteBufAllocator.DEFAULT)
        .setWriteBufferWaterMark(WAITING_TO_BE_WRITTEN);
    var pipeline = channel.pipeline();
    var gathering = new FlushConsolidationHandler(MOST_GATHERED_WRITES, true);
    pipeline.addAfter(pipeline.context(SslHandler.class).name(), BELOW_HTTP, gathering);
  }

  /// The port that is served.
  public int port() {
    return server.actualPort();
  }

  private void take(HttpServerRequest incoming) {
    if (isHttp2(incoming) && MalformedStreams.isMalformed(incoming)) {
      incoming.response().reset(MalformedStreams.PROTOCOL_ERROR);
      return;
    }
    var fault = InvalidRequests.fault(incoming);
    if (fault.isPresent()) {
      InvalidRequests.refuse(incoming, fault.get());
      return;
    }
    traffic.connections().began(incoming);
    var context = vertx.getOrCreateContext();
    var body = IncomingRequest.body(incoming, context);
    var writer = new ReplyWriter(incoming, body, context, traffic);
    var request = IncomingRequest.of(incoming, body, writer);
    if (isAboutServer(incoming)) {
      writer.write(new Reply.Complete(200, new Headers(), new byte[0]));
    } else {
      executor.execute(() -> writer.write(handler.answer(request)));
    }
    if (isHttp2(incoming) && hooks.sendsAway().getAsBoolean()) {
      traffic.connections().leave(incoming);
    }
  }

  private static boolean isHttp2(HttpServerRequest incoming) {
    return incoming.version() == HttpVersion.HTTP_2;
  }

  /// `OPTIONS *`, which Go answers by itself, whoever asks.
  private static boolean isAboutServer(HttpServerRequest incoming) {
    return incoming.method().equals(HttpMethod.OPTIONS) && incoming.uri().equals("*");
  }

  /// Ends all watches after what they have been told, and takes no more requests on the connections
  /// that are open, which close when those under way have been answered.
  public void drain() {
    traffic.channels().end();
    traffic.connections().drain();
  }

  /// Refuses new connections and ends those there are.
  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
