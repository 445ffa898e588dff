package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.openapi.Document.Format;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.resource.BuiltInKinds;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Makes the [PrebuiltDocuments] of the built-in kinds, unless they are newer than all that they
/// are made from. The build runs this when the classes are compiled: the documents take seconds to
/// make, and the memory of all the classes and trees that it takes.
final class Prebuilding {
  private final Path directory;
  private final List<String> hashes = new ArrayList<>();

  private Prebuilding(Path directory) {
    this.directory = directory;
  }

  /// @param arguments the directory of the compiled classes
  public static void main(String[] arguments) throws IOException {
    var own = Prebuilding.class.getPackageName().replace('.', '/');
    var directory = Path.of(arguments[0], own, PrebuiltDocuments.DIRECTORY);
    var hashes = directory.resolve(PrebuiltDocuments.HASHES);
    if (!Files.exists(hashes)
        || Files.getLastModifiedTime(hashes).compareTo(newest(directory)) < 0) {
      Files.createDirectories(directory);
      new Prebuilding(directory).run();
    }
  }

  /// When the newest of the sources was made.
  private static FileTime newest(Path except) {
    var path = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    return Arrays.stream(path)
        .map(Path::of)
        .map(root -> newest(root, except))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static FileTime newest(Path root, Path except) {
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(except))
          .map(Prebuilding::time)
          .max(Comparator.naturalOrder())
          .orElse(FileTime.fromMillis(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() throws IOException {
    var sources =
        new Documents(new Resources(BuiltInKinds.resources()), Descriptions::builtIn).all();
    for (var source : sources.entrySet()) {
      write(source.getKey(), source.getValue().get(), OpenApiMessages::bytes);
    }
    write(PrebuiltDocuments.SWAGGER, swagger(sources), SwaggerMessages::bytes);
    Files.write(directory.resolve(PrebuiltDocuments.HASHES), hashes);
  }

  private static ObjectNode swagger(Map<String, Supplier<ObjectNode>> sources) {
    return SwaggerDocument.of(sources.values().stream().map(Supplier::get));
  }

  private void write(String name, ObjectNode tree, Function<JsonNode, byte[]> protobuf)
      throws IOException {
    write(name, Format.JSON, tree.toString().getBytes(StandardCharsets.UTF_8));
    write(name, Format.PROTOBUF, protobuf.apply(tree));
  }

  private void write(String name, Format format, byte[] bytes) throws IOException {
    var rendition = Rendition.of(bytes);
    Files.write(directory.resolve(PrebuiltDocuments.file(name, format)), rendition.compressed());
    hashes.add(String.join("\t", name, format.name(), rendition.hash()));
  }
}
