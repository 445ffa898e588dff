import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Makes what `./timonier` runs from: the libraries, the options of the Java machine, and the
/// ahead-of-time cache that lets it start fast.
///
/// ```
/// Image.java LIBRARIES TARGET
/// TARGET/images/4f2a…/   lib/*.jar
///                        cluster.options, cluster.aot   for what goes on for long
///                        server.options, server.aot     for an API server alone
///                        command.options, command.aot   for what ends soon, as `timonier status`
///                        native/                        what the libraries have of native code
/// TARGET/image           a link to the one that fits LIBRARIES
/// ```
///
/// An image is never changed, because a cluster may be running from it; the two before it are kept.
class Image {
  private static final int KEPT = 3;
  private static final int REHEARSAL_SECONDS = 600;

  /// As many as it takes until all is optimized that each request needs: what was not yet in the
  /// rehearsal is optimized while clients wait.
  private static final String SERVER_ROUNDS = "6000";

  private static final String MAIN = "dev.timonier.cluster.command.Main";

  /// A Java machine, with options and a cache of its own.
  private enum Machine {
    CLUSTER(
        """
        -Xms112m
        -XX:NewSize=28m
        -XX:MaxNewSize=28m
        """
            + Machine.LASTING),
    SERVER(
        """
        -Xms64m
        -XX:NewSize=28m
        -XX:MaxNewSize=28m
        """
            + Machine.LASTING),
    COMMAND(
        """
        -Xmx64m
        -XX:TieredStopAtLevel=1
        """);

    /// The cache is used where it was made to be: nothing in it has to be rewritten at the start,
    /// and what is only read of it is shared by all machines that run from the image. The price is
    /// that what is known of classes lies at an address that can be guessed.
    private static final String COMMON =
        """
        -XX:+UnlockDiagnosticVMOptions
        -XX:ArchiveRelocationMode=0
        -Xlog:disable
        -Xlog:all=error:stderr
        -XX:+UseSerialGC
        -XX:+UseCompactObjectHeaders
        -XX:-UsePerfData
        --enable-native-access=ALL-UNNAMED
        --sun-misc-unsafe-memory-access=allow
        """;

    /// Of what goes on for long.
    private static final String LASTING =
        """
        -XX:SurvivorRatio=4
        -XX:MaxRAMPercentage=50
        -XX:MinHeapFreeRatio=10
        -XX:MaxHeapFreeRatio=25
        -XX:-ShrinkHeapInSteps
        -XX:TrimNativeHeapInterval=2000
        -XX:Tier4InvocationThreshold=25000
        -XX:Tier4MinInvocationThreshold=3000
        -XX:Tier4CompileThreshold=75000
        -XX:Tier4BackEdgeThreshold=200000
        -XX:MaxInlineLevel=6
        -XX:InlineSmallCode=1000
        -XX:FreqInlineSize=200
        -XX:LiveNodeCountInliningCutoff=5000
        -XX:+ExitOnOutOfMemoryError
        -Dio.netty.noUnsafe=false
        -Dio.netty.allocator.maxOrder=7
        """;

    private final String own;

    Machine(String own) {
      this.own = own;
    }

    String options() {
      return COMMON + own;
    }

    String file(String kind) {
      return name().toLowerCase(Locale.ROOT) + "." + kind;
    }
  }

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
    digest.update(Runtime.version().toString().getBytes());
    for (var machine : Machine.values()) {
      digest.update(machine.options().getBytes());
    }
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
    withDirectory(this::recordCluster);
    withDirectory(this::recordServer);
    withDirectory(this::recordCommand);
    Files.createFile(mark());
  }

  private void recordCluster(String data) throws Exception {
    record(Machine.CLUSTER, () -> run(Machine.CLUSTER, "rehearse", "--data-dir", data));
  }

  /// Its clients are in another process, so that their classes are not in its cache.
  private void recordServer(String data) throws Exception {
    record(
        Machine.SERVER,
        () ->
            playBeside(
                command(Machine.SERVER, "apiserver", "--port", "0", "--data-dir", data),
                "The API server serves",
                () ->
                    run(
                        Machine.CLUSTER,
                        "rehearse",
                        "--kubeconfig",
                        data + "/kubeconfig",
                        "--rounds",
                        SERVER_ROUNDS)));
  }

  private void recordCommand(String data) throws Exception {
    playBeside(
        command(
            Machine.CLUSTER, "up", "--foreground", "--no-node", "--port", "0", "--data-dir", data),
        "Ready",
        () -> record(Machine.COMMAND, () -> run(Machine.COMMAND, "status", "--data-dir", data)));
  }

  private interface Part {
    void play() throws Exception;
  }

  /// Makes a cache of what the Java machine loads while a part is played on it.
  private void record(Machine machine, Part part) throws Exception {
    var cache = directory.resolve(machine.file("aot"));
    writeOptions(machine, "-XX:AOTCacheOutput=" + cache);
    part.play();
    if (!Files.exists(cache) || Files.size(cache) == 0) {
      throw new IllegalStateException("the ahead-of-time cache was not made: " + cache);
    }
    writeOptions(machine, "-XX:AOTCache=" + cache);
  }

  /// Plays a part while a command goes on, once that has told that it is ready.
  private static void playBeside(List<String> command, String ready, Part part) throws Exception {
    var running = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var out = running.inputReader()) {
      if (out.lines().noneMatch(line -> line.startsWith(ready))) {
        throw new IllegalStateException("this did not start for the rehearsal: " + command);
      }
      part.play();
      running.toHandle().destroy(); // leaves open what it writes to, as it has more to say
      if (!running.waitFor(REHEARSAL_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("this did not end after the rehearsal: " + command);
      }
    } finally {
      running.destroyForcibly();
    }
  }

  /// Classes of signed jars cannot be in the cache; and what a signature says of each class would
  /// be read at each start and kept in the heap.
  private static void copyUnsigned(Path from, Path to) throws IOException {
    try (var jar = new JarFile(from.toFile(), false);
        var out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (var entry : (Iterable<ZipEntry>) jar.stream().<ZipEntry>map(e -> e)::iterator) {
        if (!isOfSignature(entry.getName())) {
          var copy = new ZipEntry(entry.getName());
          copy.setTime(entry.getTime());
          out.putNextEntry(copy);
          content(jar, entry).transferTo(out);
          out.closeEntry();
        }
      }
    }
  }

  private static boolean isOfSignature(String name) {
    return name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
  }

  private static InputStream content(JarFile jar, ZipEntry entry) throws IOException {
    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
      return jar.getInputStream(entry);
    }
    var manifest = new Manifest(jar.getInputStream(entry));
    manifest.getEntries().values().forEach(of -> of.keySet().removeIf(Image::isDigest));
    manifest.getEntries().values().removeIf(Map::isEmpty);
    var bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static boolean isDigest(Object attribute) {
    return attribute.toString().endsWith("-Digest");
  }

  private Path options(Machine machine) {
    return directory.resolve(machine.file("options"));
  }

  private void writeOptions(Machine machine, String cache) throws IOException {
    var classPath =
        jars(directory.resolve("lib")).stream()
            .map(Path::toString)
            .collect(Collectors.joining(":"));
    var libraries = "-Dtimonier.libraries=" + directory.resolve("native");
    Files.writeString(
        options(machine),
        "-cp %s\n%s%s\n%s\n".formatted(classPath, machine.options(), libraries, cache));
  }

  private interface Rehearsal {
    void play(String data) throws Exception;
  }

  private static void withDirectory(Rehearsal rehearsal) throws Exception {
    var data = Files.createTempDirectory("timonier-rehearsal");
    try {
      rehearsal.play(data.resolve("cluster").toString());
    } finally {
      removeTree(data);
    }
  }

  private List<String> command(Machine machine, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("@" + options(machine), MAIN));
    command.addAll(List.of(arguments));
    return command;
  }

  private void run(Machine machine, String... arguments) throws Exception {
    var out = Files.createTempFile("timonier-rehearsal", ".out");
    try {
      var process =
          new ProcessBuilder(command(machine, arguments))
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      var ended = process.waitFor(REHEARSAL_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException("the rehearsal failed:\n" + Files.readString(out));
      }
    } finally {
      Files.delete(out);
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
