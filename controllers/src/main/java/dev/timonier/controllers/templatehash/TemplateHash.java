package dev.timonier.controllers.templatehash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Tells pod templates apart, whatever the order of their fields and labels: the label
/// `pod-template-hash`, which the ReplicaSets of a Deployment carry, does not count.
public final class TemplateHash {
  public static final String LABEL = "pod-template-hash";

  /// Kubernetes' safe alphabet: no vowels and no look-alikes, so that no words come out.
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TemplateHash() {}

  /// @param collisions how often an object of another template had the name already
  public static String of(PodTemplateSpec template, int collisions) {
    var hash = fnv(0x811c9dc5, text(template).getBytes(StandardCharsets.UTF_8));
    return safe(collisions == 0 ? hash : fnv(hash, bytes(collisions)));
  }

  private static byte[] bytes(int collisions) {
    return ByteBuffer.allocate(Long.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(collisions)
        .array();
  }

  public static boolean same(PodTemplateSpec one, PodTemplateSpec other) {
    return text(one).equals(text(other));
  }

  private static String text(PodTemplateSpec template) {
    return GoText.of("v1.PodTemplateSpec", JSON.<JsonNode>valueToTree(unlabelled(template)));
  }

  private static PodTemplateSpec unlabelled(PodTemplateSpec template) {
    return new PodTemplateSpecBuilder(template)
        .editOrNewMetadata()
        .removeFromLabels(LABEL)
        .endMetadata()
        .build();
  }

  /// FNV-1a.
  private static int fnv(int start, byte[] bytes) {
    var hash = start;
    for (var b : bytes) {
      hash = (hash ^ (b & 0xff)) * 0x01000193;
    }
    return hash;
  }

  /// A hash as names have it, as `7dcc7ff7f`.
  public static String safe(int hash) {
    var safe = new StringBuilder();
    Integer.toUnsignedString(hash)
        .chars()
        .forEach(c -> safe.append(ALPHABET.charAt(c % ALPHABET.length())));
    return safe.toString();
  }
}
