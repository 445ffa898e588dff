package dev.timonier.cluster.directory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;

/// The directory of a cluster. Its layout:
///
/// ```
/// cluster.properties   what the cluster is: format, id, ports, networks
/// lock                 held by the process that runs it; contains its pid
/// kubeconfig           for the administrator
/// pki/                 authority, certificates, keys
/// components/          a kubeconfig for each component
/// store/               the API server's store
/// lib/                 native code of the store, where it did not come with the program
/// node.lock            held by the process that runs the node; contains its pid
/// node/                containers, images and volumes of the node agent
/// log/                 a log for each component
/// ```
public final class DataDirectory {
  /// Set by the launcher's options: where the program's native code is.
  private static final String LIBRARIES = "timonier.libraries";

  private static final String MARKER = "cluster.properties";
  private static final String FORMAT = "1";
  private static final int ID_BYTES = 4;

  private final Path root;

  private DataDirectory(Path root) {
    this.root = root;
  }

  /// A directory that may or may not be there.
  public static DataDirectory of(Path root) {
    return new DataDirectory(root.toAbsolutePath().normalize());
  }

  /// Makes the directory a cluster's if it is empty or missing, and checks it otherwise.
  ///
  /// @param claims keep the networks of the machine's clusters apart
  /// @throws UnusableDirectory when it is not writable, belongs to something else, or is damaged
  public ClusterSettings open(RandomGenerator random, NetworkClaims claims) {
    try {
      createRoot();
      var known = settings();
      if (known.isPresent()) {
        claims.renew(root, known.get().network());
        return known.get();
      }
      refuseForeign();
      var id = newId(random);
      claims.choose(root, network -> save(ClusterSettings.fresh(id, network)));
      return settings().orElseThrow();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void createRoot() throws IOException {
    refuseFile();
    if (!Files.exists(root)) {
      Files.createDirectories(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    if (!Files.isWritable(root)) {
      throw new UnusableDirectory(root + " is not writable");
    }
  }

  private void refuseFile() {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new UnusableDirectory(root + " is not a directory");
    }
  }

  private void refuseForeign() throws IOException {
    try (var entries = Files.list(root)) {
      if (entries.findAny().isPresent()) {
        throw new UnusableDirectory(
            root + " is not empty and holds no cluster; choose another --data-dir");
      }
    }
  }

  /// What the directory says of its cluster; empty when it holds none.
  ///
  /// @throws UnusableDirectory when what it says is damaged, or of a later version
  public Optional<ClusterSettings> settings() {
    refuseFile();
    var file = root.resolve(MARKER);
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new UnusableDirectory(file + " is damaged");
    }
    return Optional.of(read(file, properties));
  }

  private static ClusterSettings read(Path file, Properties properties) {
    var format = properties.getProperty("format", "");
    if (format.isEmpty()) {
      throw new UnusableDirectory(file + " is damaged: it names no format");
    }
    if (!format.equals(FORMAT)) {
      throw new UnusableDirectory(
          file + " has format " + format + "; this version of Timonier understands " + FORMAT);
    }
    try {
      return ClusterSettings.of(properties);
    } catch (IllegalArgumentException e) {
      throw new UnusableDirectory(file + " is damaged: " + e.getMessage());
    }
  }

  /// Replaces what the directory says of its cluster.
  public void save(ClusterSettings settings) {
    var properties = settings.toProperties();
    properties.setProperty("format", FORMAT);
    try {
      var draft = Files.createTempFile(root, MARKER, ".new");
      try (var writer = Files.newBufferedWriter(draft)) {
        properties.store(writer, "A Timonier cluster");
      }
      Files.move(
          draft,
          root.resolve(MARKER),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// Says that the cluster that was here is no more.
  public void release(NetworkClaims claims) {
    try {
      claims.release(root);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private UnusableDirectory unusable(IOException cause) {
    return new UnusableDirectory(root + " cannot be used: " + reason(cause));
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException denied -> "no access to " + denied.getFile();
      case NoSuchFileException missing -> missing.getFile() + " cannot be made";
      case IOException other -> String.valueOf(other.getMessage());
    };
  }

  private static String newId(RandomGenerator random) {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  public Path root() {
    return root;
  }

  public Path kubeconfig() {
    return root.resolve("kubeconfig");
  }

  public Path pki() {
    return root.resolve("pki");
  }

  /// The kubeconfig of a component.
  public Path kubeconfig(String component) {
    return root.resolve("components").resolve(component + ".kubeconfig");
  }

  public Path store() {
    return root.resolve("store");
  }

  /// Native code, unpacked once: with the program if the launcher says so, else once for this
  /// directory.
  public Path libraries() {
    return Optional.ofNullable(System.getProperty(LIBRARIES))
        .map(Path::of)
        .orElseGet(() -> root.resolve("lib"));
  }

  public Path node() {
    return root.resolve("node");
  }

  public Path log(String component) {
    return root.resolve("log").resolve(component + ".log");
  }

  Path lock() {
    return root.resolve("lock");
  }

  Path nodeLock() {
    return root.resolve("node.lock");
  }
}
