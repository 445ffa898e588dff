package dev.timonier.scheduler.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Reads what a plugin is told.
public final class PluginArgs {
  private static final ObjectMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private PluginArgs() {}

  /// Reads args into a record whose components may all be missing. A field that is not known is an
  /// error.
  ///
  /// @param plugin the plugin's name, which the kind of the args is made of
  public static <T> T read(String plugin, JsonNode args, Class<T> type) {
    try {
      return STRICT.treeToValue(withoutKind(plugin, args), type);
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(
          "decoding args for plugin " + plugin + ": " + e.getOriginalMessage(), e);
    }
  }

  private static JsonNode withoutKind(String plugin, JsonNode args) {
    var fields = args instanceof ObjectNode given ? given.deepCopy() : STRICT.createObjectNode();
    fields.remove("apiVersion");
    var kind = fields.remove("kind");
    if (kind != null && !kind.asText().equals(plugin + "Args")) {
      throw new ConfigurationException(
          "args for plugin "
              + plugin
              + " were not of type "
              + plugin
              + "Args, got "
              + kind.asText());
    }
    return fields;
  }
}
