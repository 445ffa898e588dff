package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Corrupt;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreException.Unavailable;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.metric.StoreMetrics;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A directory with a store that cannot be opened: one clear error each.
class UnusableDirectoryTest {
  @TempDir(factory = MemoryDisk.class)
  private Path directory;

  private interface Harm {
    void to(Path store) throws IOException;
  }

  private record Case(
      String name, Harm harm, Class<? extends StoreException> error, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "newer format",
            store -> Files.writeString(store.resolve("format"), "timonier-store\nformat=2\n"),
            Corrupt.class,
            "a newer version wrote it, in format 2; this one reads 1"),
        new Case(
            "older format",
            store -> Files.writeString(store.resolve("format"), "timonier-store\nformat=0\n"),
            Corrupt.class,
            "an older version wrote it, in format 0; this one reads 1"),
        new Case(
            "damaged format",
            store -> Files.writeString(store.resolve("format"), "timonier-"),
            Corrupt.class,
            "its file \"format\" is damaged"),
        new Case(
            "no format",
            store -> Files.delete(store.resolve("format")),
            Corrupt.class,
            "it holds other files than those of a store"),
        new Case(
            "no database",
            store -> remove(store.resolve("db")),
            Corrupt.class,
            "revision 2 was acknowledged"),
        new Case(
            "no CURRENT",
            store -> Files.delete(store.resolve("db/CURRENT")),
            Corrupt.class,
            "cannot be opened: "),
        new Case(
            "manifest that RocksDB never stops to read",
            UnusableDirectoryTest::recycleSecondRecord,
            Corrupt.class,
            "is damaged: it has an impossible record at byte "),
        new Case("no manifest", store -> removeAll(store, "MANIFEST-"), Corrupt.class, "MANIFEST"),
        new Case(
            "no log",
            store -> removeAll(store, ".log"),
            Corrupt.class,
            "revision 2 was acknowledged"),
        new Case(
            "no mark of what was acknowledged",
            store -> Files.delete(store.resolve("acknowledged")),
            Corrupt.class,
            "acknowledged"),
        new Case(
            "a file",
            store -> {
              remove(store);
              Files.writeString(store, "a letter");
            },
            Unavailable.class,
            "cannot be used"));
  }

  /// Turns the kind of the record into that of one in a recycled log.
  private static void recycleSecondRecord(Path store) throws IOException {
    var manifest =
        store.resolve("db").resolve(Files.readString(store.resolve("db/CURRENT")).strip());
    var bytes = Files.readAllBytes(manifest);
    var second = 7 + (bytes[4] & 0xff) + 256 * (bytes[5] & 0xff);
    bytes[second + 6] = 5;
    Files.write(manifest, bytes);
  }

  private static void removeAll(Path store, String part) throws IOException {
    try (var files = Files.list(store.resolve("db"))) {
      for (var file : files.filter(each -> each.toString().contains(part)).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void remove(Path root) throws IOException {
    try (var files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private RocksDbStore open(Path store) {
    var context = new StoreContext(InstantSource.system(), (_, _) -> () -> {}, new StoreMetrics());
    return RocksDbStore.open(store, Libraries.options(), context);
  }

  private Path sample(Path store) {
    try (var open = open(store)) {
      open.commit(Transaction.unguarded(new Mutation.Put(StoreKey.of("a"), new byte[10])));
    }
    return store;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void errorSaysWhatIsWrong(Case a) throws IOException {
    var store = sample(directory.resolve("store"));
    a.harm().to(store);

    var error = catchThrowableOfType(a.error(), () -> open(store).close());
    assertThat(error).isNotNull();
    assertThat(error).hasMessageContaining(store.toString()).hasMessageContaining(a.message());
    assertThat(String.valueOf(error.getMessage()).lines()).hasSize(1);
    assertThat(error.outcome()).isEqualTo(Outcome.NOT_APPLIED);
  }

  @Test
  void deniedAccessIsSaid() {
    var file = directory.resolve("store/db/CURRENT");
    assertThat(StoreDirectory.inaccessible(directory, new AccessDeniedException(file.toString())))
        .isInstanceOf(Unavailable.class)
        .hasMessage(directory + " cannot be used: access denied to " + file);
  }

  @Test
  void storeOfAnotherOwnerIsRefusedInOneLine() throws Exception {
    var store = sample(directory.resolve("store"));
    run("chmod", "-R", "go=", store.toString());
    run("chown", "-R", "65534", store.toString());

    assertThat(openedWithoutPrivilege(store))
        .isEqualTo("Unavailable: " + store + " cannot be used: access denied to " + store + "\n");
  }

  @Test
  void readOnlyDirectoryIsRefusedInOneLine() throws Exception {
    var store = sample(directory.resolve("store"));
    run("chmod", "-R", "a-w", store.toString());

    assertThat(openedWithoutPrivilege(store))
        .isEqualTo(
            "Unavailable: " + store + " cannot be used: access denied to " + store + "/lock\n");
  }

  /// What a process says that opens a store, and has no more rights than the owner of a file.
  private static String openedWithoutPrivilege(Path store) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                "setpriv",
                "--bounding-set=-dac_override,-dac_read_search",
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                OpeningProcess.class.getName(),
                store.toString())
            .redirectError(Redirect.INHERIT)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  /// For root, no directory is read-only unless its file system is.
  @Test
  void readOnlyFileSystemIsSaid() throws Exception {
    var mount = Files.createDirectories(directory.resolve("mount"));
    run("mount", "-t", "tmpfs", "tmpfs", mount.toString());
    try {
      var store = sample(mount.resolve("store"));
      run("mount", "-o", "remount,ro", mount.toString());

      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> open(store).close())
          .withMessage(store + " cannot be used: " + store + "/lock: Read-only file system");
      run("mount", "-o", "remount,rw", mount.toString());
      try (var open = open(store)) {
        assertThat(open.currentRevision()).isEqualTo(Revision.FIRST.next());
      }
    } finally {
      run("umount", mount.toString());
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
