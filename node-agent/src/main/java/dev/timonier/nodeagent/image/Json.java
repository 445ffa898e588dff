package dev.timonier.nodeagent.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

/// Reads the JSON of registries and archives, which nobody may trust.
final class Json {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static JsonNode parse(byte[] bytes) throws IOException {
    try {
      return MAPPER.readTree(bytes);
    } catch (JsonProcessingException failure) {
      throw new IOException("not JSON: " + failure.getOriginalMessage(), failure);
    }
  }

  static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  static List<String> texts(JsonNode array) {
    return elements(array).stream().map(JsonNode::asText).toList();
  }

  static Digest digest(JsonNode text) throws IOException {
    return Digest.parse(text.asText())
        .orElseThrow(() -> new IOException("invalid digest \"" + text.asText() + "\""));
  }
}
