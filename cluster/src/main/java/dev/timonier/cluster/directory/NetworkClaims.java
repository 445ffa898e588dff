package dev.timonier.cluster.directory;

import dev.timonier.cluster.network.MachineNetworks;
import dev.timonier.cluster.network.NetworkNumber;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Which cluster of this machine has which networks, also while it is stopped. Each claim is a
/// symbolic link, named by the network number, to the directory of a cluster:
///
/// ```
/// /var/lib/timonier/networks/0 -> /root/.timonier
/// ```
///
/// A claim counts as long as the cluster's directory says the same, so that there is nothing to
/// repair when a directory is moved or removed. Who may not write here cannot run containers
/// either, and needs no network to himself.
public final class NetworkClaims {
  private static final Path MACHINE = Path.of("/var/lib/timonier/networks");

  /// Within this process; the file is for other processes.
  private static final ReentrantLock LOCK = new ReentrantLock();

  private final Path directory;

  public NetworkClaims(Path directory) {
    this.directory = directory;
  }

  /// Those that all clusters of this machine know.
  public static NetworkClaims ofMachine() {
    return new NetworkClaims(MACHINE);
  }

  /// Chooses a number for a new cluster, and claims it.
  ///
  /// @param record makes the cluster's directory say it; nobody else chooses meanwhile
  void choose(Path root, Consumer<NetworkNumber> record) throws IOException {
    if (!canWrite()) {
      record.accept(free());
      return;
    }
    locked(
        () -> {
          var number = free();
          record.accept(number);
          claim(root, number);
        });
  }

  /// Claims again what a cluster's directory says, in case that it was moved.
  void renew(Path root, NetworkNumber number) throws IOException {
    if (!root.equals(claims().get(number)) && canWrite()) {
      locked(
          () -> {
            if (!taken().contains(number)) {
              claim(root, number);
            }
          });
    }
  }

  /// Gives up what a cluster that is removed has.
  void release(Path root) throws IOException {
    for (var claim : claims().entrySet()) {
      if (claim.getValue().equals(root)) {
        Files.deleteIfExists(link(claim.getKey()));
      }
    }
  }

  private boolean canWrite() {
    try {
      return Files.isWritable(Files.createDirectories(directory));
    } catch (IOException e) {
      return false;
    }
  }

  private interface Change {
    void make() throws IOException;
  }

  private void locked(Change change) throws IOException {
    LOCK.lock();
    try (var file =
            FileChannel.open(
                directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = file.lock()) {
      change.make();
    } finally {
      LOCK.unlock();
    }
  }

  private NetworkNumber free() throws IOException {
    return NetworkNumber.choose(taken(), MachineNetworks.used());
  }

  private Set<NetworkNumber> taken() throws IOException {
    return claims().entrySet().stream()
        .filter(claim -> counts(claim.getKey(), claim.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static boolean counts(NetworkNumber number, Path root) {
    try {
      return DataDirectory.of(root).settings().stream()
          .anyMatch(settings -> settings.network().equals(number));
    } catch (UnusableDirectory unreadable) {
      return true;
    }
  }

  private Map<NetworkNumber, Path> claims() throws IOException {
    var claims = new HashMap<NetworkNumber, Path>();
    for (var number : NetworkNumber.ALL) {
      if (Files.isSymbolicLink(link(number))) {
        claims.put(number, Files.readSymbolicLink(link(number)));
      }
    }
    return claims;
  }

  private void claim(Path root, NetworkNumber number) throws IOException {
    Files.deleteIfExists(link(number));
    Files.createSymbolicLink(link(number), root);
  }

  private Path link(NetworkNumber number) {
    return directory.resolve(Integer.toString(number.value()));
  }
}
