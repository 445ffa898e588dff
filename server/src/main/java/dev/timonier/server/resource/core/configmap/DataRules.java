package dev.timonier.server.resource.core.configmap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.validation.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the data of ConfigMaps and Secrets have in common.
public final class DataRules {
  private DataRules() {}

  /// The keys must do as names of files.
  public static void keys(Subject data) {
    for (var key : data.keys()) {
      var shown = Subject.quote(key);
      Format.checkConfigKey(key).forEach(fault -> data.atKey(key).invalid(shown, fault));
    }
  }

  /// Data that were declared immutable stay, and stay so. A map that is given empty is a change
  /// where there was none.
  public static void immutable(Subject next, ApiObject old, List<String> fields) {
    if (!old.root().path("immutable").asBoolean()) {
      return;
    }
    if (!next.at("immutable").isTrue()) {
      next.at("immutable").forbidden("field is immutable when `immutable` is set");
    }
    for (var field : fields) {
      if (isChanged(next.at(field), old.root().path(field))) {
        next.at(field).forbidden("field is immutable when `immutable` is set");
      }
    }
  }

  private static boolean isChanged(Subject data, JsonNode old) {
    return !data.value().equals(old) || (old.isMissingNode() && data.isGiven());
  }

  /// The bytes of texts.
  static long textBytes(Subject data) {
    var total = 0L;
    for (var text : data.value()) {
      total += text.asText().getBytes(StandardCharsets.UTF_8).length;
    }
    return total;
  }

  /// The bytes that base64 texts stand for.
  public static long decodedBytes(Subject data) {
    var total = 0L;
    for (var text : data.value()) {
      total += decodedBytes(text.asText());
    }
    return total;
  }

  private static long decodedBytes(String base64) {
    var padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
    return base64.length() / 4 * 3L - padding;
  }
}
