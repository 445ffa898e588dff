package dev.timonier.cluster.local;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import java.util.concurrent.atomic.AtomicBoolean;

/// What Fabric8 needs to derive clients from each other.
final class LocalClientBuilder
    extends StandardHttpClientBuilder<LocalClient, LocalClientFactory, LocalClientBuilder> {
  private final LocalClientFactory factory;

  LocalClientBuilder(LocalClientFactory factory) {
    super(factory);
    this.factory = factory;
  }

  @Override
  public HttpClient build() {
    return new LocalClient(
        this, client == null ? new AtomicBoolean() : client.closedFlag(), factory);
  }

  @Override
  protected LocalClientBuilder newInstance(LocalClientFactory other) {
    return new LocalClientBuilder(other);
  }
}
