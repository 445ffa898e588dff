package dev.timonier.server.objectstore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.object.ApiObject;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One version of an object as it lies in the store: the JSON that clients get, but for the
/// resourceVersion, which is the revision and is spliced in when the object is served. The bytes
/// always begin with type and metadata, so that an object is served without being read:
///
/// ```
/// {"kind":"Pod","apiVersion":"v1","metadata":{"name":"web","uid":"…","generation":1,…},"spec":{…}}
///                             here goes "resourceVersion":"42", ^
/// ```
public final class StoredObject {
  private static final Revision UNSTORED = new Revision(0);
  private static final byte[] METADATA = ascii("\"metadata\":{");
  private static final byte[] ITEM_START = ascii("{\"metadata\":{");
  private static final byte[] VERSION_START = ascii("\"resourceVersion\":\"");
  private static final byte[] VERSION_END = ascii("\",");
  private static final int FIRST_CAPACITY = 4096;

  /// The members of the metadata that Go writes before the resourceVersion, in their order.
  private static final List<byte[]> BEFORE_VERSION =
      Stream.of("name", "generateName", "namespace", "uid")
          .map(name -> ascii("\"" + name + "\":\""))
          .toList();

  private final byte[] bytes;
  private final Revision revision;
  private final int metadataStart;
  private final int versionStart;

  public StoredObject(byte[] bytes, Revision revision) {
    this.bytes = bytes;
    this.revision = revision;
    this.metadataStart = find(bytes);
    this.versionStart = versionStart();
  }

  /// What the store has under a key.
  ///
  /// @throws StoreException.Corrupt when that begins and ends like no object of ours
  public static StoredObject of(KeyValue entry) {
    var bytes = entry.value();
    if (bytes.length == 0 || bytes[0] != '{' || bytes[bytes.length - 1] != '}') {
      throw corrupt(entry.key().toString(), null);
    }
    try {
      return new StoredObject(bytes, entry.modified());
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw corrupt(entry.key().toString(), e);
    }
  }

  private static StoreException corrupt(String where, @Nullable Throwable cause) {
    return new StoreException.Corrupt(
        "the object cannot be read: " + where, Outcome.NOT_APPLIED, cause);
  }

  /// An object that was not stored, as a dry run shows it: it has no resourceVersion.
  public static StoredObject unstored(byte[] bytes) {
    return new StoredObject(bytes, UNSTORED);
  }

  /// The bytes to store for an object.
  public static byte[] encode(ApiObject object) {
    var root = object.root();
    var metadata = object.metadata().tree();
    var writer = new JsonWriter(FIRST_CAPACITY);
    writer.raw("{\"kind\":").string(object.kind());
    writer.raw(",\"apiVersion\":").string(object.apiVersion()).raw(",\"metadata\":{");
    var start = writer.size();
    for (var member : metadata.properties()) {
      if (!member.getKey().equals("resourceVersion")) {
        separate(writer, start).member(member.getKey(), member.getValue());
      }
    }
    writer.raw('}');
    encodeRest(root, writer);
    return writer.raw('}').toByteArray();
  }

  private static void encodeRest(ObjectNode root, JsonWriter writer) {
    for (var member : root.properties()) {
      switch (member.getKey()) {
        case "apiVersion", "kind", "metadata" -> {}
        default -> writer.raw(',').member(member.getKey(), member.getValue());
      }
    }
  }

  private static JsonWriter separate(JsonWriter writer, int start) {
    return writer.size() > start ? writer.raw(',') : writer;
  }

  public Revision revision() {
    return revision;
  }

  /// The resourceVersion; empty for what was not stored.
  public String version() {
    return revision.equals(UNSTORED) ? "" : revision.toString();
  }

  /// The stored bytes, which have no resourceVersion.
  public byte[] bytes() {
    return bytes;
  }

  /// Reads the object, with its resourceVersion where Go writes it.
  ///
  /// @throws StoreException.Corrupt when it is none
  public ApiObject read() {
    try {
      return ApiObject.of((ObjectNode) JsonReader.tree(toBytes()));
    } catch (SyntaxException e) {
      throw corrupt(String.valueOf(e.getMessage()), e);
    }
  }

  /// How long it is as a whole.
  public int length() {
    return metadataStart + lengthFromMetadata();
  }

  /// How long it is in a list.
  public int itemLength() {
    return ITEM_START.length + lengthFromMetadata();
  }

  private int lengthFromMetadata() {
    var version =
        revision.equals(UNSTORED)
            ? 0
            : VERSION_START.length + version().length() + VERSION_END.length;
    return bytes.length - metadataStart + version;
  }

  /// Writes the whole object.
  public void writeTo(JsonWriter out) {
    out.raw(bytes, 0, metadataStart);
    writeFromMetadata(out);
  }

  /// Writes the object as a list of a built-in kind shows it: without its type.
  public void writeItemTo(JsonWriter out) {
    out.raw(ITEM_START);
    writeFromMetadata(out);
  }

  /// The whole object.
  public byte[] toBytes() {
    var out = new JsonWriter(length());
    writeTo(out);
    return out.toByteArray();
  }

  /// Writes the object's metadata alone.
  public void writeMetadataTo(JsonWriter out) {
    writeFromMetadata(out.raw('{'), metadataEnd());
  }

  private void writeFromMetadata(JsonWriter out) {
    writeFromMetadata(out, bytes.length);
  }

  private void writeFromMetadata(JsonWriter out, int end) {
    out.raw(bytes, metadataStart, versionStart - metadataStart);
    if (!revision.equals(UNSTORED)) {
      out.raw(VERSION_START).raw(version()).raw(VERSION_END);
    }
    out.raw(bytes, versionStart, end - versionStart);
  }

  /// Behind the members that come before the resourceVersion, but not behind the last of all: a
  /// comma ends the resourceVersion.
  private int versionStart() {
    var at = metadataStart;
    for (var member : BEFORE_VERSION) {
      if (startsAt(bytes, at, member)) {
        var end = closingQuote(at + member.length - 1) + 1;
        at = bytes[end] == ',' ? end + 1 : at;
      }
    }
    return at;
  }

  /// Behind the brace that closes the metadata.
  private int metadataEnd() {
    var at = metadataStart;
    for (var depth = 1; depth > 0; at++) {
      switch (bytes[at]) {
        case '{' -> depth++;
        case '}' -> depth--;
        case '"' -> at = closingQuote(at);
        default -> {}
      }
    }
    return at;
  }

  private int closingQuote(int opening) {
    var at = opening + 1;
    while (bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return at;
  }

  private static int find(byte[] bytes) {
    for (var i = 0; i + METADATA.length <= bytes.length; i++) {
      if (startsAt(bytes, i, METADATA)) {
        return i + METADATA.length;
      }
    }
    throw new IllegalArgumentException("stored bytes are no object");
  }

  private static boolean startsAt(byte[] bytes, int from, byte[] start) {
    return from + start.length <= bytes.length
        && Arrays.equals(bytes, from, from + start.length, start, 0, start.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
