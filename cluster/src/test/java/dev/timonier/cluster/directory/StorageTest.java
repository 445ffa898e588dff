package dev.timonier.cluster.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.timonier.cluster.directory.StorageFlags.Flag;
import dev.timonier.cluster.network.NetworkNumber;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StorageTest {
  @TempDir private Path root;

  /// @param error empty when it is taken
  private record Case(String name, Map<Flag, String> known, Map<Flag, String> said, String error) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    var etcd = "etcd=http://10.0.0.1:2379";
    return Stream.of(
        new Case("nothing at all", Map.of(), Map.of(), ""),
        new Case("memory", Map.of(), Map.of(Flag.STORAGE, "memory"), ""),
        new Case("one member", Map.of(), Map.of(Flag.STORAGE, etcd), ""),
        new Case("unknown", Map.of(), Map.of(Flag.STORAGE, "disk"), "none of rocksdb, memory"),
        new Case("no address", Map.of(), Map.of(Flag.STORAGE, "etcd="), "an address is like"),
        new Case("no port", Map.of(), Map.of(Flag.STORAGE, "etcd=http://a"), "an address is like"),
        new Case(
            "mixed schemes",
            Map.of(),
            Map.of(Flag.STORAGE, "etcd=http://a:1,https://b:2"),
            "either all http or all https"),
        new Case(
            "prefix without etcd",
            Map.of(),
            Map.of(Flag.PREFIX, "/mine"),
            "--etcd-prefix goes with --storage etcd=URL,…"),
        new Case(
            "certificate without key",
            Map.of(),
            Map.of(Flag.STORAGE, etcd, Flag.CERTIFICATE, "a.crt"),
            "--etcd-certfile and --etcd-keyfile go together"),
        new Case(
            "user without password",
            Map.of(),
            Map.of(Flag.STORAGE, etcd, Flag.USER, "me"),
            "--etcd-user and --etcd-password-file go together"),
        new Case(
            "more members",
            Map.of(Flag.STORAGE, etcd, Flag.PREFIX, "/a"),
            Map.of(Flag.STORAGE, etcd + ",http://10.0.0.2:2379"),
            ""),
        new Case("same again", Map.of(Flag.STORAGE, "memory"), Map.of(Flag.STORAGE, "memory"), ""),
        new Case(
            "another kind",
            Map.of(Flag.STORAGE, "rocksdb"),
            Map.of(Flag.STORAGE, etcd),
            "the cluster has --storage rocksdb, and its data stays there"),
        new Case(
            "another prefix",
            Map.of(Flag.STORAGE, etcd, Flag.PREFIX, "/a"),
            Map.of(Flag.PREFIX, "/b"),
            "the cluster has --etcd-prefix /a, and its data stays there"),
        new Case(
            "a prefix where there was none",
            Map.of(Flag.STORAGE, etcd),
            Map.of(Flag.PREFIX, "/b"),
            "the cluster has no --etcd-prefix, and its data stays there"));
  }

  private static ClusterSettings settings(Map<Flag, String> known) {
    return new ClusterSettings("0badcafe", 6443, new NetworkNumber(0), new StorageFlags(known));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void choiceIsTakenOrRefused(Case a) {
    var known = settings(a.known());
    var said = new StorageFlags(a.said());
    if (a.error().isEmpty()) {
      assertThat(known.withStorage(said).storage()).isNotNull();
    } else {
      assertThatExceptionOfType(UnusableStorage.class)
          .isThrownBy(() -> known.withStorage(said))
          .withMessageContaining(a.error());
    }
  }

  @Test
  void everythingThatWasSaidIsKept() {
    var flags =
        Map.of(
            Flag.STORAGE, "etcd=https://10.0.0.1:2379,https://10.0.0.2:2379",
            Flag.PREFIX, "/mine",
            Flag.AUTHORITY, "/etcd/ca.crt",
            Flag.CERTIFICATE, "/etcd/client.crt",
            Flag.KEY, "/etcd/client.key",
            Flag.USER, "me",
            Flag.PASSWORD_FILE, "/etcd/password");
    var directory = DataDirectory.of(root.resolve("data"));
    var claims = new NetworkClaims(root.resolve("networks"));
    var fresh = directory.open(RandomGenerator.of("SecureRandom"), claims);
    directory.save(fresh.withStorage(new StorageFlags(flags)));

    var credentials =
        new Storage.EtcdCredentials(
            Optional.of(Path.of("/etcd/ca.crt")),
            Optional.of(Path.of("/etcd/client.crt")),
            Optional.of(Path.of("/etcd/client.key")),
            Optional.of("me"),
            Optional.of(Path.of("/etcd/password")));
    var members = List.of(URI.create("https://10.0.0.1:2379"), URI.create("https://10.0.0.2:2379"));
    assertThat(directory.settings().orElseThrow().storage())
        .isEqualTo(new Storage.Etcd(members, "/mine", credentials));
  }

  @Test
  void defaultIsNamedSoThatItStays() {
    var settings = settings(Map.of()).withStorage(StorageFlags.NONE);
    assertThatExceptionOfType(UnusableStorage.class)
        .isThrownBy(() -> settings.withStorage(new StorageFlags(Map.of(Flag.STORAGE, "memory"))));
  }
}
