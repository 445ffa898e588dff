package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.server.command.ChannelProtocol;
import dev.timonier.nodeagent.server.forward.SpdyForward;
import dev.timonier.nodeagent.server.http.Exchange;
import dev.timonier.nodeagent.server.http.HttpListener;
import dev.timonier.nodeagent.server.log.LogWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The kubelet's HTTP API. One server may serve the pods of many nodes of this process: its paths
/// name pods, not nodes.
///
/// ```
/// GET /containerLogs/default/web-0/nginx?follow=true&tailLines=10
/// ```
public final class KubeletServer implements AutoCloseable {
  private final HttpListener listener;
  private final ExecutorService executor;
  private final LogWatch logs;
  private final OpenStreams streams;

  private KubeletServer(
      HttpListener listener, ExecutorService executor, LogWatch logs, OpenStreams streams) {
    this.listener = listener;
    this.executor = executor;
    this.streams = streams;
    this.logs = logs;
  }

  /// Begins to serve.
  ///
  /// @param runtime remains the caller's
  /// @throws UncheckedIOException when the address is taken
  public static KubeletServer start(
      KubeletServerConfig config, PodSource pods, ContainerRuntime runtime, InstantSource clock) {
    var executor =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("kubelet-request-", 0).factory());
    var logs = watchLogs();
    var streams = new OpenStreams();
    var routes = routes(new NodePods(pods, runtime), runtime, streams);
    routes.get("containerLogs", new LogsHandler(new NodePods(pods, runtime), runtime, logs, clock));
    var settings =
        new HttpListener.Settings(
            config.address(), config.tls(), webSocketProtocols(), config.idle());
    var listener =
        HttpListener.start(settings, new ClientGuard(config.clients(), routes), executor);
    return new KubeletServer(listener, executor, logs, streams);
  }

  private static LogWatch watchLogs() {
    try {
      return LogWatch.start(FileSystems.getDefault());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> webSocketProtocols() {
    var protocols = new ArrayList<>(ChannelProtocol.words());
    protocols.add(SpdyForward.TUNNEL_PROTOCOL);
    return protocols;
  }

  private static Routes routes(NodePods pods, ContainerRuntime runtime, OpenStreams streams) {
    return new Routes()
        .get("healthz", KubeletServer::health)
        .get("pods", new PodsHandler(pods))
        .connect("exec", CommandHandler.exec(pods, runtime, streams))
        .connect("attach", CommandHandler.attach(pods, runtime, streams))
        .connect("portForward", new PortForwardHandler(pods, runtime, streams));
  }

  private static void health(Exchange exchange, List<String> path) throws IOException {
    exchange.text(200, "ok");
  }

  /// The port that is served.
  public int port() {
    return listener.port();
  }

  /// Ends what streams, with a word to its clients; then refuses new connections and ends those
  /// there are.
  @Override
  public void close() {
    streams.close();
    listener.close();
    executor.shutdownNow();
    logs.close();
  }
}
