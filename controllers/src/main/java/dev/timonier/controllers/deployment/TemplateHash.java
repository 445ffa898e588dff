package dev.timonier.controllers.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.nio.charset.StandardCharsets;

/// Tells pod templates apart, whatever the order of their fields and labels: the label
/// `pod-template-hash`, which the ReplicaSets of a Deployment carry, does not count.
final class TemplateHash {
  static final String LABEL = "pod-template-hash";

  /// Kubernetes' safe alphabet: no vowels and no look-alikes, so that no words come out.
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
          .build();

  private TemplateHash() {}

  /// @param collisions how often a ReplicaSet of another template had the name already
  static String of(PodTemplateSpec template, int collisions) {
    var text = canonical(template) + (collisions == 0 ? "" : "#" + collisions);
    return safe(Integer.toUnsignedString(fnv(text)));
  }

  static boolean same(PodTemplateSpec one, PodTemplateSpec other) {
    return canonical(one).equals(canonical(other));
  }

  private static String canonical(PodTemplateSpec template) {
    var unlabelled =
        new PodTemplateSpecBuilder(template)
            .editOrNewMetadata()
            .removeFromLabels(LABEL)
            .endMetadata()
            .build();
    try {
      return CANONICAL.writeValueAsString(unlabelled);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// FNV-1a.
  private static int fnv(String text) {
    var hash = 0x811c9dc5;
    for (var b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x01000193;
    }
    return hash;
  }

  private static String safe(String text) {
    var safe = new StringBuilder();
    text.chars().forEach(c -> safe.append(ALPHABET.charAt(c % ALPHABET.length())));
    return safe.toString();
  }
}
