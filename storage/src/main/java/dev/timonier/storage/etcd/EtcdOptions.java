package dev.timonier.storage.etcd;

import dev.timonier.storage.StoreKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which etcd to use, and how.
///
/// @param endpoints the members' client addresses, such as `http://10.0.0.1:2379`
/// @param prefix what all keys begin with there, so that several clusters can share one etcd
/// @param patience how long an answer may take
/// @param login user and password, if etcd asks for them
/// @param tls the files for TLS, when the endpoints are `https`
public record EtcdOptions(
    List<URI> endpoints,
    StoreKey prefix,
    Duration patience,
    Optional<Login> login,
    Optional<TlsFiles> tls) {
  /// A user of etcd.
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /// Files in PEM.
  ///
  /// @param authority whom to trust; whom the system trusts when empty
  /// @param client who we are, if etcd asks for it
  public record TlsFiles(Optional<Path> authority, Optional<ClientFiles> client) {
    public static final TlsFiles SYSTEM = new TlsFiles(Optional.empty(), Optional.empty());
  }

  /// A certificate and its key, in PEM.
  public record ClientFiles(Path certificate, Path key) {}

  public EtcdOptions {
    endpoints = List.copyOf(endpoints);
  }

  /// An etcd that trusts everyone, for one cluster.
  public static EtcdOptions of(URI... endpoints) {
    return new EtcdOptions(
        List.of(endpoints),
        new StoreKey(new byte[0]),
        Duration.ofSeconds(10),
        Optional.empty(),
        Optional.empty());
  }

  public EtcdOptions withPrefix(StoreKey other) {
    return new EtcdOptions(endpoints, other, patience, login, tls);
  }

  public EtcdOptions withPatience(Duration other) {
    return new EtcdOptions(endpoints, prefix, other, login, tls);
  }

  public EtcdOptions withLogin(Login other) {
    return new EtcdOptions(endpoints, prefix, patience, Optional.of(other), tls);
  }

  public EtcdOptions withTls(TlsFiles other) {
    return new EtcdOptions(endpoints, prefix, patience, login, Optional.of(other));
  }
}
