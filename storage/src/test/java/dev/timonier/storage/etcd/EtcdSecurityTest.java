package dev.timonier.storage.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.RecordingWatcher;
import dev.timonier.storage.crash.SystemTimer;
import dev.timonier.storage.etcd.EtcdOptions.ClientFiles;
import dev.timonier.storage.etcd.EtcdOptions.Login;
import dev.timonier.storage.etcd.EtcdOptions.TlsFiles;
import dev.timonier.storage.etcdserver.CertificateFiles;
import dev.timonier.storage.etcdserver.EtcdProcess;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An etcd that asks who is there.
class EtcdSecurityTest {
  private static final StoreKey KEY = StoreKey.of("a");

  @TempDir private Path directory;
  private final SystemTimer timer = new SystemTimer();
  private Optional<EtcdProcess> etcd = Optional.empty();

  @AfterEach
  void stop() throws IOException {
    if (etcd.isPresent()) {
      etcd.get().close();
    }
    timer.close();
  }

  private EtcdOptions options() {
    return EtcdOptions.of(etcd.orElseThrow().client());
  }

  private CertificateFiles startWithTls() throws IOException {
    var address = EtcdProcess.address();
    var files =
        CertificateFiles.in(directory.resolve("pki"))
            .with("server", address)
            .with("client", "127.0.0.1");
    etcd = Optional.of(EtcdProcess.start(address, files.security("server")));
    return files;
  }

  private static TlsFiles tls(CertificateFiles trusted, CertificateFiles own) {
    var client = new ClientFiles(own.certificate("client"), own.key("client"));
    return new TlsFiles(Optional.of(trusted.authority()), Optional.of(client));
  }

  private void assertWorks(EtcdOptions options) {
    try (var store = EtcdStore.connect(options, timer.context())) {
      var watcher = new RecordingWatcher();
      watcher.started(store.watch(WatchRequest.fromNow(KeyRange.all()), watcher));
      store.commit(Transaction.unguarded(new Mutation.Put(KEY, new byte[] {'1'})));

      assertThat(store.get(KEY).orElseThrow().value()).isEqualTo(new byte[] {'1'});
      assertThat(watcher.awaitEvents(1).events()).hasSize(1);
      store.renewLease(store.grantLease(Duration.ofSeconds(60)));
      assertThat(store.currentRevision()).isGreaterThan(Revision.FIRST);
    }
  }

  /// Some refusals are only told when there was no answer for so long.
  private static EtcdOptions impatient(EtcdOptions options) {
    return options.withPatience(Duration.ofSeconds(8));
  }

  private void assertRefused(EtcdOptions options, String reason) {
    assertThatExceptionOfType(StoreException.Unavailable.class)
        .isThrownBy(() -> EtcdStore.connect(impatient(options), timer.context()).close())
        .withMessageContaining(reason)
        .satisfies(refused -> assertThat(refused.outcome()).isEqualTo(Outcome.NOT_APPLIED));
  }

  @Test
  void clientWithACertificateOfTheAuthorityIsServed() throws IOException {
    var files = startWithTls();
    assertWorks(options().withTls(tls(files, files)));
  }

  @Test
  void clientWithoutACertificateIsRefused() throws IOException {
    var files = startWithTls();
    assertRefused(
        options().withTls(new TlsFiles(Optional.of(files.authority()), Optional.empty())),
        "exception");
  }

  @Test
  void clientOfAnotherAuthorityIsRefused() throws IOException {
    var files = startWithTls();
    var other = CertificateFiles.in(directory.resolve("other")).with("client", "127.0.0.1");
    assertRefused(options().withTls(tls(files, other)), "exception");
  }

  @Test
  void serverOfAnotherAuthorityIsNotTrusted() throws IOException {
    var files = startWithTls();
    var other = CertificateFiles.in(directory.resolve("other"));
    assertRefused(options().withTls(tls(other, files)), "does not match");
  }

  @Test
  void fileThatIsMissingIsNamed() throws IOException {
    startWithTls();
    var missing = directory.resolve("missing.crt");
    var options = options().withTls(new TlsFiles(Optional.of(missing), Optional.empty()));
    assertThatExceptionOfType(StoreException.Unavailable.class)
        .isThrownBy(() -> EtcdStore.connect(options, timer.context()).close())
        .withMessageContaining(missing.toString());
  }

  @Test
  void userWithItsPasswordIsServed() throws Exception {
    startWithUsers();
    assertWorks(options().withLogin(new Login("root", "secret")));
  }

  @Test
  void wrongPasswordIsRefused() throws Exception {
    startWithUsers();
    assertRefused(options().withLogin(new Login("root", "wrong")), "authentication failed");
  }

  @Test
  void nobodyIsRefused() throws Exception {
    startWithUsers();
    assertRefused(options(), "user name is empty");
  }

  @Test
  void loginGoesOnAfterTheTokenIsForgotten() throws Exception {
    startWithUsers();
    var options = options().withLogin(new Login("root", "secret"));
    try (var store = EtcdStore.connect(options, timer.context())) {
      store.commit(Transaction.unguarded(new Mutation.Put(KEY, new byte[] {'1'})));
      etcd.orElseThrow().restart();
      etcd.orElseThrow().awaited();

      assertThat(store.get(KEY)).isPresent();
    }
  }

  private void startWithUsers() throws Exception {
    etcd = Optional.of(EtcdProcess.start());
    try (var client = Client.builder().endpoints(etcd.get().client()).build()) {
      var users = client.getAuthClient();
      awaited(users.userAdd(bytes("root"), bytes("secret")));
      awaited(users.userGrantRole(bytes("root"), bytes("root")));
      awaited(users.authEnable());
    }
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }

  private static void awaited(CompletableFuture<?> answer) throws Exception {
    answer.get(3, TimeUnit.MINUTES);
  }
}
