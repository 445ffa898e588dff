package dev.timonier.cluster.local;

import dev.timonier.cluster.pki.KeyAndCertificate;
import dev.timonier.server.http.RequestHandler;
import dev.timonier.server.request.Peer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.concurrent.Executor;

/// Makes clients that hand their requests to an API server in the same process. They are known by a
/// client certificate, as if they had shown it on a connection. Commands, attachments and forwarded
/// ports are connections of their own, which they do open.
public final class LocalClientFactory implements HttpClient.Factory {
  private static final String LOOPBACK = "127.0.0.1";

  private final RequestHandler server;
  private final Peer peer;
  private final Executor executor;
  private final String address;
  private final NetworkStreams streams;

  /// @param executor runs each request on a thread of its own
  public LocalClientFactory(RequestHandler server, NetworkAccess user, Executor executor) {
    this.server = server;
    this.peer =
        new Peer(
            LOOPBACK, user.credentials().stream().map(KeyAndCertificate::certificate).toList());
    this.executor = executor;
    this.address = user.address();
    this.streams = new NetworkStreams(user);
  }

  /// A client of this identity, with the server's defaults and nothing of the user's configuration.
  public KubernetesClient client() {
    return builder(config().build()).build();
  }

  /// As above, for a program that tells its name, and itself tries again what fails.
  ///
  /// @param serialization what it knows of objects' classes costs time and memory, and can be
  ///   shared
  public KubernetesClient client(String userAgent, KubernetesSerialization serialization) {
    var config = config().withUserAgent(userAgent).withRequestRetryBackoffLimit(0).build();
    return builder(config).withKubernetesSerialization(serialization).build();
  }

  private KubernetesClientBuilder builder(Config config) {
    return new KubernetesClientBuilder().withConfig(config).withHttpClientFactory(this);
  }

  private ConfigBuilder config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(address)
        .withNamespace("default")
        .withOnlyHttpWatches(true);
  }

  @Override
  public HttpClient.Builder newBuilder() {
    return new LocalClientBuilder(this);
  }

  RequestHandler server() {
    return server;
  }

  Peer peer() {
    return peer;
  }

  Executor executor() {
    return executor;
  }

  NetworkStreams streams() {
    return streams;
  }
}
