package dev.timonier.server.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/// Writes trees as YAML, the members of objects in the order of their names, as Kubernetes does.
public final class YamlWriter {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(YAMLFactory.builder().stringQuotingChecker(new YamlQuoting()).build())
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private YamlWriter() {}

  public static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(sorted(tree)).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> sorted(object);
      case ArrayNode array -> sorted(array);
      default -> node;
    };
  }

  private static JsonNode sorted(ObjectNode object) {
    var members = new TreeMap<String, JsonNode>();
    object.properties().forEach(m -> members.put(m.getKey(), sorted(m.getValue())));
    return JsonNodeFactory.instance.objectNode().setAll(members);
  }

  private static JsonNode sorted(ArrayNode array) {
    var result = JsonNodeFactory.instance.arrayNode();
    array.forEach(element -> result.add(sorted(element)));
    return result;
  }
}
