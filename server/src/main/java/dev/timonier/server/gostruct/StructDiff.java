package dev.timonier.server.gostruct;

import com.fasterxml.jackson.databind.JsonNode;

/// What has changed between two values, line by line, in the way of Kubernetes' refusals:
///
/// ```
/// @@ -1,3 +1,3 @@
///  {
/// - "Path": "/tmp/x",
/// + "Path": "/other",
///   "Type": ""
///  }
/// ```
public final class StructDiff {
  private StructDiff() {}

  /// @param type as in `core/v1.PersistentVolumeClaimSpec`
  public static String between(JsonNode old, JsonNode next, String type) {
    return UnifiedDiff.of(
        PrettyJson.lines(Struct.of(old, type)), PrettyJson.lines(Struct.of(next, type)));
  }

  /// The difference of two volumes' places.
  ///
  /// @param old a volume's specification
  public static String betweenVolumeSources(JsonNode old, JsonNode next) {
    return UnifiedDiff.of(PrettyJson.lines(source(old)), PrettyJson.lines(source(next)));
  }

  private static JsonNode source(JsonNode spec) {
    return Struct.of(spec, "core/v1.PersistentVolumeSpec", Inside.VOLUME_SOURCE);
  }
}
