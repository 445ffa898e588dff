package dev.timonier.nodeagent.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an image says about running it.
///
/// @param environment `name=value`
/// @param user `uid`, `name`, `uid:gid` or empty
/// @param diffIds digests of the uncompressed layers, the lowest first
public record ImageConfig(
    List<String> environment,
    List<String> entrypoint,
    List<String> command,
    String workingDirectory,
    String user,
    Optional<String> stopSignal,
    List<Digest> diffIds) {

  static ImageConfig parse(byte[] json) throws IOException {
    var document = Json.parse(json);
    var config = document.path("config");
    return new ImageConfig(
        Json.texts(config.path("Env")),
        Json.texts(config.path("Entrypoint")),
        Json.texts(config.path("Cmd")),
        config.path("WorkingDir").asText(),
        config.path("User").asText(),
        Optional.of(config.path("StopSignal").asText()).filter(signal -> !signal.isEmpty()),
        diffIds(document.path("rootfs").path("diff_ids")));
  }

  private static List<Digest> diffIds(JsonNode array) throws IOException {
    var diffIds = new ArrayList<Digest>();
    for (var diffId : array) {
      diffIds.add(Json.digest(diffId));
    }
    return List.copyOf(diffIds);
  }
}
