import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Makes what `./timonier` runs from: the libraries, the options of the Java machine, and the
/// ahead-of-time cache that lets it start fast.
///
/// ```
/// Image.java LIBRARIES TARGET
/// TARGET/images/4f2a…/   lib/*.jar, options, timonier.aot
/// TARGET/image           a link to the one that fits LIBRARIES
/// ```
///
/// An image is never changed, because a cluster may be running from it; the two before it are kept.
class Image {
  private static final int KEPT = 3;
  private static final int REHEARSAL_SECONDS = 180;
  private static final String OPTIONS =
      """
      -Xlog:disable
      -Xlog:all=error:stderr
      -XX:+UseSerialGC
      -Xms112m
      -XX:NewSize=48m
      -XX:MaxNewSize=48m
      -XX:SurvivorRatio=4
      -XX:+UseCompactObjectHeaders
      -XX:MaxRAMPercentage=50
      -XX:MinHeapFreeRatio=10
      -XX:MaxHeapFreeRatio=25
      -XX:-ShrinkHeapInSteps
      -XX:-UsePerfData
      -XX:+ExitOnOutOfMemoryError
      --enable-native-access=ALL-UNNAMED
      --sun-misc-unsafe-memory-access=allow
      -Dio.netty.noUnsafe=false
      """;

  private final Path directory;

  Image(Path directory) {
    this.directory = directory;
  }

  public static void main(String[] args) throws Exception {
    var libraries = jars(Path.of(args[0]));
    var target = Path.of(args[1]).toAbsolutePath();
    var name = digest(libraries);
    var image = new Image(target.resolve("images").resolve(name));
    if (!image.isComplete()) {
      image.make(libraries);
    }
    image.touch();
    link(target, Path.of("images", name));
    removeOld(target.resolve("images"));
  }

  private static List<Path> jars(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static String digest(List<Path> files) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update((OPTIONS + Runtime.version()).getBytes());
    for (var file : files) {
      digest.update(file.getFileName().toString().getBytes());
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 6);
  }

  private Path mark() {
    return directory.resolve(".complete");
  }

  private boolean isComplete() {
    return Files.exists(mark());
  }

  private void touch() throws IOException {
    Files.setLastModifiedTime(mark(), FileTime.from(Instant.now()));
  }

  private void make(List<Path> libraries) throws Exception {
    removeTree(directory);
    Files.createDirectories(directory.resolve("lib"));
    for (var library : libraries) {
      copyUnsigned(library, directory.resolve("lib").resolve(library.getFileName()));
    }
    var cache = directory.resolve("timonier.aot");
    writeOptions("-XX:AOTCacheOutput=" + cache);
    rehearse();
    if (!Files.exists(cache)) {
      throw new IllegalStateException("the ahead-of-time cache was not made");
    }
    writeOptions("-XX:AOTCache=" + cache);
    Files.createFile(mark());
  }

  /// Classes of signed jars cannot be in the cache.
  private static void copyUnsigned(Path from, Path to) throws IOException {
    try (var jar = new JarFile(from.toFile(), false);
        var out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (var entry : (Iterable<ZipEntry>) jar.stream().<ZipEntry>map(e -> e)::iterator) {
        if (!entry.getName().matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)")) {
          var copy = new ZipEntry(entry.getName());
          copy.setTime(entry.getTime());
          out.putNextEntry(copy);
          jar.getInputStream(entry).transferTo(out);
          out.closeEntry();
        }
      }
    }
  }

  private void writeOptions(String cache) throws IOException {
    var classPath =
        jars(directory.resolve("lib")).stream()
            .map(Path::toString)
            .collect(Collectors.joining(":"));
    Files.writeString(
        directory.resolve("options"), "-cp " + classPath + "\n" + OPTIONS + cache + "\n");
  }

  private void rehearse() throws Exception {
    var data = Files.createTempDirectory("timonier-rehearsal");
    var out = data.resolve("out");
    try {
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("@" + directory.resolve("options"));
      command.add("dev.timonier.cluster.command.Main");
      command.addAll(List.of("rehearse", "--data-dir", data.resolve("cluster").toString()));
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      var ended = process.waitFor(REHEARSAL_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException("the rehearsal failed:\n" + Files.readString(out));
      }
    } finally {
      removeTree(data);
    }
  }

  private static void link(Path target, Path image) throws IOException {
    var draft = target.resolve("image.new");
    Files.deleteIfExists(draft);
    Files.createSymbolicLink(draft, image);
    Files.move(
        draft,
        target.resolve("image"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void removeOld(Path images) throws IOException {
    List<Path> newestFirst;
    try (var all = Files.list(images)) {
      newestFirst = all.sorted(Comparator.comparing(Image::age).reversed()).toList();
    }
    for (var old : newestFirst.stream().skip(KEPT).toList()) {
      removeTree(old);
    }
  }

  private static FileTime age(Path image) {
    try {
      var mark = image.resolve(".complete");
      return Files.getLastModifiedTime(Files.exists(mark) ? mark : image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void removeTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(root)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (var path : deepestFirst) {
      Files.delete(path);
    }
  }
}
