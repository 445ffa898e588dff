package dev.timonier.server;

import dev.timonier.server.http.TlsIdentity;
import dev.timonier.server.stream.KubeletAccess;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// How an API server is set up.
///
/// @param address where it listens; port 0 takes a free one
/// @param tls its certificate, and whose client certificates it trusts
/// @param tokenKey the RSA key that signs the tokens of service accounts, as PEM (PKCS #8)
/// @param kubelets what it needs to call kubelets; without it, pods have no logs and no streams
/// @param authority certificates by which clients know the server, as PEM: all are told of them;
///   see [dev.timonier.server.bootstrap.ClusterInfo]
/// @param serving how it treats those who ask it
/// @param otherFlags what else it is started with, which `/flagz` tells: values by the names of
///   kube-apiserver, no secrets
public record ApiServerConfig(
    InetSocketAddress address,
    TlsIdentity tls,
    Path tokenKey,
    ServiceNetwork services,
    Optional<KubeletAccess> kubelets,
    Optional<Path> authority,
    Serving serving,
    Map<String, String> otherFlags) {
  public ApiServerConfig {
    otherFlags = Map.copyOf(otherFlags);
  }

  public ApiServerConfig(InetSocketAddress address, TlsIdentity tls, Path tokenKey) {
    this(
        address,
        tls,
        tokenKey,
        ServiceNetwork.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        Serving.DEFAULT,
        Map.of());
  }

  public ApiServerConfig withKubelets(KubeletAccess access) {
    return new ApiServerConfig(
        address, tls, tokenKey, services, Optional.of(access), authority, serving, otherFlags);
  }

  public ApiServerConfig withServing(Serving other) {
    return new ApiServerConfig(
        address, tls, tokenKey, services, kubelets, authority, other, otherFlags);
  }
}
