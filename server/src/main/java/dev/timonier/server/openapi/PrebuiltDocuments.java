package dev.timonier.server.openapi;

import dev.timonier.server.openapi.Document.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The documents that [Prebuilding] has made, in the directory `prebuilt` beside this class: each
/// in each format, compressed, and a table of their names and hashes.
///
/// ```
/// hashes.tsv               apis/apps/v1	JSON	01AB…
/// apis_apps_v1.json.gz
/// apis_apps_v1.protobuf.gz
/// ```
final class PrebuiltDocuments {
  static final String DIRECTORY = "prebuilt";
  static final String HASHES = "hashes.tsv";

  /// The one of OpenAPI v2; the others are called as the paths that they describe.
  static final String SWAGGER = "swagger";

  private static final class Holder {
    static final Map<String, Map<Format, String>> KNOWN = readHashes();
  }

  private final Map<String, Document> documents = new LinkedHashMap<>(); // guarded by itself

  /// The file of a document.
  static String file(String name, Format format) {
    return name.replace('/', '_') + "." + format.name().toLowerCase(Locale.ROOT) + ".gz";
  }

  private static Map<String, Map<Format, String>> readHashes() {
    var hashes = new LinkedHashMap<String, Map<Format, String>>();
    var table = new String(read(HASHES), StandardCharsets.UTF_8);
    for (var line : table.lines().toList()) {
      var cells = line.split("\t", 3);
      hashes
          .computeIfAbsent(cells[0], _ -> new LinkedHashMap<>())
          .put(Format.valueOf(cells[1]), cells[2]);
    }
    return hashes;
  }

  private static byte[] read(String file) {
    try (InputStream stream = PrebuiltDocuments.class.getResourceAsStream(DIRECTORY + "/" + file)) {
      return Objects.requireNonNull(stream, file + " was not built").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Those of OpenAPI v3.
  Collection<String> names() {
    return Holder.KNOWN.keySet().stream().filter(name -> !name.equals(SWAGGER)).toList();
  }

  String hash(String name, Format format) {
    return Objects.requireNonNull(
        Holder.KNOWN.getOrDefault(name, Map.of()).get(format), "a hash of " + name);
  }

  Document swagger() {
    return document(SWAGGER);
  }

  Optional<Document> find(String name) {
    return names().contains(name) ? Optional.of(document(name)) : Optional.empty();
  }

  private Document document(String name) {
    synchronized (documents) {
      return documents.computeIfAbsent(name, _ -> new Document(format -> rendition(name, format)));
    }
  }

  private Rendition rendition(String name, Format format) {
    return new Rendition(read(file(name, format)), hash(name, format));
  }
}
