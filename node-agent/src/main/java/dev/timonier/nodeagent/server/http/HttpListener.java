package dev.timonier.nodeagent.server.http;

import dev.timonier.machinery.tls.OneIdentity;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes requests from the network and has each answered on a thread of its own.
public final class HttpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
  static final int LARGEST_FRAME = 1 << 20;

  private final Vertx vertx;
  private final HttpServer server;

  private HttpListener(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /// How to serve.
  ///
  /// @param address port 0 takes a free one
  /// @param webSocketProtocols the sub-protocols that a WebSocket may speak
  /// @param idle after how long without a byte a connection is closed
  public record Settings(
      InetSocketAddress address, ServerTls tls, List<String> webSocketProtocols, Duration idle) {}

  /// Binds an address and begins to serve.
  ///
  /// @throws UncheckedIOException when the address is taken
  public static HttpListener start(Settings settings, ExchangeHandler handler, Executor executor) {
    var vertx = Vertx.vertx(vertxOptions());
    var server = vertx.createHttpServer(options(settings));
    var listener = new HttpListener(vertx, server);
    server.requestHandler(request -> listener.take(request, handler, executor));
    server.exceptionHandler(cause -> LOG.debug("a connection failed", cause));
    try {
      var address = settings.address();
      Futures.await(server.listen(address.getPort(), address.getHostString()));
      return listener;
    } catch (CompletionException taken) {
      listener.close();
      throw new UncheckedIOException(new IOException(taken.getCause()));
    }
  }

  private static VertxOptions vertxOptions() {
    var files =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    return new VertxOptions()
        .setEventLoopPoolSize(2)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(2)
        .setFileSystemOptions(files);
  }

  private static HttpServerOptions options(Settings settings) {
    var tls = settings.tls();
    return new HttpServerOptions()
        .setSsl(true)
        .setClientAuth(ClientAuth.REQUEST)
        .setKeyCertOptions(KeyCertOptions.wrap(OneIdentity.read(tls.certificate(), tls.key())))
        .setTrustOptions(new PemTrustOptions().addCertPath(tls.clientAuthority().toString()))
        .setMaxInitialLineLength(64 * 1024)
        .setWebSocketSubProtocols(settings.webSocketProtocols())
        .setIdleTimeout((int) settings.idle().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxWebSocketFrameSize(LARGEST_FRAME)
        .setMaxWebSocketMessageSize(LARGEST_FRAME)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
  }

  private void take(HttpServerRequest request, ExchangeHandler handler, Executor executor) {
    request.pause();
    var exchange = new Exchange(request, vertx.getOrCreateContext());
    executor.execute(() -> handler.handle(exchange));
  }

  /// The port that is served.
  public int port() {
    return server.actualPort();
  }

  /// Refuses new connections and ends those there are.
  @Override
  public void close() {
    Futures.await(server.close());
    Futures.await(vertx.close());
  }
}
