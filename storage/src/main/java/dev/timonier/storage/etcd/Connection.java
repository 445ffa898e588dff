package dev.timonier.storage.etcd;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.etcd.EtcdOptions.TlsFiles;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.options.GetOption;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/// A connection to etcd, and what can be asked of the store as a whole.
final class Connection implements AutoCloseable {
  private static final int MOST_BYTES = 256 << 20;

  /// How often a silent connection is tried: as often as etcd lets its clients.
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(6);

  private static final GetOption NOTHING = GetOption.builder().withCountOnly(true).build();

  private final Client client;
  private final Keyspace keyspace;
  private final Calls calls;

  /// The compacted revision as far as it is known; it never goes back.
  private final AtomicLong compacted = new AtomicLong();

  private volatile boolean closed;

  private Connection(Client client, Keyspace keyspace, Calls calls) {
    this.client = client;
    this.keyspace = keyspace;
    this.calls = calls;
  }

  /// Connects; whether somebody is there shows at the first call.
  static Connection open(EtcdOptions options) {
    return open(options, Client.builder().waitForReady(true));
  }

  /// Why nobody answers. Calls wait for a connection, and so never learn why there is none.
  static StoreException whyUnreachable(EtcdOptions options, StoreException timeout) {
    try (var hasty = open(options, Client.builder().waitForReady(false).retryMaxAttempts(1))) {
      hasty.current();
      return timeout;
    } catch (StoreException e) {
      return e;
    }
  }

  private static Connection open(EtcdOptions options, ClientBuilder builder) {
    builder
        .endpoints(options.endpoints())
        .maxInboundMessageSize(MOST_BYTES)
        .keepaliveTime(KEEP_ALIVE)
        .keepaliveTimeout(options.patience())
        .keepaliveWithoutCalls(true);
    options
        .login()
        .ifPresent(login -> builder.user(bytes(login.user())).password(bytes(login.password())));
    options.tls().map(Connection::tls).ifPresent(builder::sslContext);
    return new Connection(
        builder.build(), new Keyspace(options.prefix()), new Calls(options.patience()));
  }

  private static SslContext tls(TlsFiles files) {
    try {
      var context = GrpcSslContexts.forClient();
      files.authority().map(Path::toFile).ifPresent(context::trustManager);
      files
          .client()
          .ifPresent(own -> context.keyManager(own.certificate().toFile(), own.key().toFile()));
      return context.build();
    } catch (IOException | IllegalArgumentException e) {
      var reason = Objects.requireNonNullElse(e.getMessage(), e.toString());
      throw new StoreException.Unavailable(
          "the files for TLS with etcd cannot be used: " + reason, Outcome.NOT_APPLIED, e);
    }
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }

  Client client() {
    checkOpen();
    return client;
  }

  KV kv() {
    return client().getKVClient();
  }

  Keyspace keyspace() {
    return keyspace;
  }

  Calls calls() {
    return calls;
  }

  boolean isClosed() {
    return closed;
  }

  private void checkOpen() {
    if (closed) {
      throw new StoreException.Closed(Outcome.NOT_APPLIED);
    }
  }

  /// The revision that etcd is at, whoever made it.
  Revision current() {
    var answer = calls.read(kv().get(Keyspace.ZERO, NOTHING));
    return new Revision(answer.getHeader().getRevision());
  }

  /// The revision that etcd was compacted to, by whomever. etcd does not tell it, only whether a
  /// revision can be read still: so it is asked whether the last known one can, and if not, for the
  /// first one that can.
  Revision compacted() {
    var low = compacted.get();
    if (low == 0 ? isReadable(1) : isReadable(low)) {
      return new Revision(low);
    }
    var high = current().value();
    while (low + 1 < high) {
      var middle = (low + high) >>> 1;
      if (isReadable(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return compactedTo(new Revision(high));
  }

  /// Takes note of a compaction.
  Revision compactedTo(Revision revision) {
    return new Revision(compacted.accumulateAndGet(revision.value(), Math::max));
  }

  private boolean isReadable(long revision) {
    try {
      var asked = GetOption.builder().withCountOnly(true).withRevision(revision).build();
      return calls.read(kv().get(Keyspace.ZERO, asked)).getHeader().getRevision() >= revision;
    } catch (StoreException.Unavailable e) {
      if (Calls.says(e, "has been compacted")) {
        return false;
      }
      throw e;
    }
  }

  /// What a failed read of a revision means.
  StoreException failedAt(Revision revision, StoreException failure) {
    if (Calls.says(failure, "has been compacted")) {
      return new StoreException.Compacted(revision, compacted());
    }
    return Calls.says(failure, "future revision")
        ? new StoreException.FutureRevision(revision, current())
        : failure;
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }
}
