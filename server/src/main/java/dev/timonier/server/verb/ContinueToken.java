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
    checkPath(start);
    var after = start.endsWith(END) ? start.substring(0, start.length() - 1) : start;
    return new ContinueToken(revision, after);
  }

  private static void checkPath(String start) {
    for (var segment : start.split("/", -1)) {
      if (segment.equals("..") || segment.equals(".")) {
        throw invalid("invalid encoded start key: " + start);
      }
    }
  }

  private static JsonNode tree(String text) {
    try {
      var tree = JsonReader.tree(Base64.getUrlDecoder().decode(text));
      if (tree.isObject() || tree.isNull()) {
        return tree;
      }
      throw invalid(
          "json: cannot unmarshal "
              + BodyReader.word(tree)
              + " into Go value of type storage.continueToken");
    } catch (IllegalArgumentException e) {
      throw invalid("illegal base64 data at input byte 0");
    } catch (SyntaxException e) {
      throw invalid(e.getMessage());
    }
  }

  private static ApiException invalid(String cause) {
    return ApiErrors.badRequest("invalid continue token: continue key is not valid: " + cause);
  }
}
