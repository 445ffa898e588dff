package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.storage.Revision;
import java.util.Base64;

/// Where a list goes on: Base64 of `{"v":"meta.k8s.io/v1","rv":42,"start":"default/web\u0000"}`.
///
/// @param revision the list's revision; -1 to go on at the latest one
/// @param after the path of the last object that was listed
record ContinueToken(long revision, String after) {
  private static final String VERSION = "meta.k8s.io/v1";
  private static final String END = "\u0000";

  static String of(Revision revision, String after) {
    return new ContinueToken(revision.value(), after).encode();
  }

  String encode() {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("v", VERSION).put("rv", revision).put("start", after + END);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(JsonWriter.bytes(tree));
  }

  /// The token by which a list goes on at the latest revision, whatever it was at before.
  ContinueToken atLatest() {
    return new ContinueToken(-1, after);
  }

  /// @throws ApiException 400 when it is none of ours
  static ContinueToken decode(String text) {
    var tree = tree(text);
    var version = tree.path("v").asText();
    if (!version.equals(VERSION)) {
      throw invalid("server does not recognize this encoded version " + version);
    }
    var revision = tree.path("rv").asLong();
    if (revision == 0) {
      throw invalid("incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
    }
    var start = tree.path("start").asText();
    if (start.isEmpty()) {
      throw invalid("encoded start key empty (version meta.k8s.io/v1)");
    }
    var path = start.startsWith("/") ? start.substring(1) : start;
    checkPath(path, start);
    return new ContinueToken(
        revision, path.endsWith(END) ? path.substring(0, path.length() - 1) : path);
  }

  /// A path must lead nowhere but down.
  private static void checkPath(String path, String start) {
    for (var segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals("..") || segment.equals(".")) {
        throw invalid(start);
      }
    }
  }

  private static JsonNode tree(String text) {
    var tree = json(text);
    if (tree.isObject() || tree.isNull()) {
      return tree;
    }
    throw invalid(
        "json: cannot unmarshal "
            + BodyReader.word(tree)
            + " into Go value of type storage.continueToken");
  }

  private static JsonNode json(String text) {
    checkAlphabet(text);
    try {
      return JsonReader.tree(Base64.getUrlDecoder().decode(text));
    } catch (SyntaxException e) {
      throw invalid(e.getMessage());
    }
  }

  /// As Go reads Base64: without padding, and telling where it is none.
  private static void checkAlphabet(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (!isOfAlphabet(text.charAt(i))) {
        throw notBase64(i);
      }
    }
    if (text.length() % 4 == 1) {
      throw notBase64(text.length() - 1);
    }
  }

  private static boolean isOfAlphabet(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private static ApiException notBase64(int at) {
    return invalid("illegal base64 data at input byte " + at);
  }

  private static ApiException invalid(String cause) {
    return ApiErrors.badRequest("invalid continue token: continue key is not valid: " + cause);
  }
}
