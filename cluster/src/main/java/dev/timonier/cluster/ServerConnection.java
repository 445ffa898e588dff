package dev.timonier.cluster;

import dev.timonier.cluster.account.ControllerClients;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// A component's way to its API server over the network, as a kubeconfig tells it.
///
/// @param authority the certificate of the cluster's authority, in PEM
record ServerConnection(KubernetesClient client, Config config, String authority)
    implements AutoCloseable {
  private static final int UNAUTHORIZED = 401;

  /// Connects, and asks the server whether it knows us.
  ///
  /// @throws NoConnection when there is no such file, or the server cannot be reached or refuses
  static ServerConnection open(Path kubeconfig, Program program) {
    var config = read(kubeconfig, program);
    var authority = authority(kubeconfig, config);
    var client = new KubernetesClientBuilder().withConfig(config).build();
    try {
      client.resource(new SelfSubjectReview()).create();
      return new ServerConnection(client, config, authority);
    } catch (RuntimeException e) {
      client.close();
      throw e instanceof KubernetesClientException failure ? explained(failure, config) : e;
    }
  }

  /// The clients of the controllers, who show their tokens instead of a certificate.
  ControllerClients ofControllers(InstantSource clock) {
    return new ControllerClients(client, anonymous(), clock);
  }

  private KubernetesClient anonymous() {
    var anonymous =
        new ConfigBuilder(config)
            .withClientCertData(null)
            .withClientCertFile(null)
            .withClientKeyData(null)
            .withClientKeyFile(null)
            .withOauthToken(null)
            .withOauthTokenProvider(null)
            .withAutoOAuthToken(null)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(anonymous)
        .withKubernetesSerialization(client.getKubernetesSerialization())
        .build();
  }

  /// What fails is tried again by who asked for it, not by the client. Each watch has a connection
  /// of its own (HTTP/1.1), so that none ends with another.
  private static Config read(Path kubeconfig, Program program) {
    if (!Files.isReadable(kubeconfig)) {
      throw new NoConnection("there is no kubeconfig " + kubeconfig);
    }
    try {
      return new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
          .withNamespace("default")
          .withUserAgent(program.userAgent())
          .withOnlyHttpWatches(true)
          .withHttp2Disable(true)
          .withRequestRetryBackoffLimit(0)
          .build();
    } catch (RuntimeException e) {
      throw new NoConnection(kubeconfig + " is no kubeconfig: " + firstLine(e));
    }
  }

  private static String authority(Path kubeconfig, Config config) {
    try {
      if (config.getCaCertData() != null) {
        return new String(
            Base64.getDecoder().decode(config.getCaCertData()), StandardCharsets.US_ASCII);
      }
      if (config.getCaCertFile() != null) {
        return Files.readString(Path.of(config.getCaCertFile()));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new NoConnection(
          "the certificate authority of " + kubeconfig + " cannot be read: " + firstLine(e));
    }
    throw new NoConnection(kubeconfig + " names no certificate authority");
  }

  private static NoConnection explained(KubernetesClientException failure, Config config) {
    var server = "the API server " + config.getMasterUrl();
    if (failure.getCode() == UNAUTHORIZED) {
      return new NoConnection(server + " does not know the user of the kubeconfig");
    }
    if (failure.getStatus() != null) {
      return new NoConnection(server + " refuses: " + failure.getStatus().getMessage());
    }
    var causes = causes(failure);
    var what =
        causes.stream().anyMatch(SSLException.class::isInstance)
            ? " cannot be trusted: "
            : " cannot be reached: ";
    return new NoConnection(server + what + firstLine(causes.getLast()));
  }

  private static List<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  String address() {
    return client.getMasterUrl().toString();
  }

  @Override
  public void close() {
    client.close();
  }
}
