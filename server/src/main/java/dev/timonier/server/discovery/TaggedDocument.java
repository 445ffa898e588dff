package dev.timonier.server.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.json.YamlWriter;
import dev.timonier.server.protobuf.Protobuf;
import dev.timonier.server.representation.MediaType;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A document that is made once and not sent again to who has it: it has an `ETag`.
final class TaggedDocument {
  private final Supplier<ObjectNode> content;
  private volatile @Nullable Content made; // racy on purpose: every thread makes the same

  private record Content(byte[] json, String tag) {}

  TaggedDocument(Supplier<ObjectNode> content) {
    this.content = content;
  }

  Reply reply(HttpRequest request, DiscoveryForm form) {
    var known = content();
    var headers =
        Headers.contentType(form.contentType())
            .set("ETag", known.tag())
            .set("Vary", "Accept")
            .set("Cache-Control", "public");
    return request.headers().all("If-None-Match").contains(known.tag())
        ? new Reply.Complete(304, headers, new byte[0])
        : new Reply.Complete(200, headers, bytes(known, form.type()));
  }

  private byte[] bytes(Content known, MediaType type) {
    return switch (type) {
      case JSON -> known.json();
      case YAML -> YamlWriter.bytes(content.get());
      case PROTOBUF -> Protobuf.bytes(content.get());
    };
  }

  private Content content() {
    var known = made;
    if (known == null) {
      var json = JsonWriter.bytes(content.get());
      known = new Content(json, "\"" + hash(json) + "\"");
      made = known;
    }
    return known;
  }

  private static String hash(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-512").digest(bytes);
      return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
