package dev.timonier.nodeagent.reference;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads objects that pods name, each anew whenever it is wanted, so that a container started after
/// a change sees the change.
public final class ReferencedObjects {
  private final KubernetesClient client;

  public ReferencedObjects(KubernetesClient client) {
    this.client = client;
  }

  /// An object that cannot be had. The message names it.
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }

    Unreadable(KubernetesClientException cause) {
      super(
          cause.getStatus() == null || cause.getStatus().getMessage() == null
              ? String.valueOf(cause.getMessage())
              : cause.getStatus().getMessage(),
          cause);
    }

    public String text() {
      return String.valueOf(getMessage());
    }
  }

  public Optional<ConfigMap> configMap(String namespace, String name) {
    return read(() -> client.configMaps().inNamespace(namespace).withName(name).get());
  }

  public Optional<Secret> secret(String namespace, String name) {
    return read(() -> client.secrets().inNamespace(namespace).withName(name).get());
  }

  public Optional<PersistentVolumeClaim> claim(String namespace, String name) {
    return read(() -> client.persistentVolumeClaims().inNamespace(namespace).withName(name).get());
  }

  public Optional<PersistentVolume> volume(String name) {
    return read(() -> client.persistentVolumes().withName(name).get());
  }

  /// What the API server says of an object that does not exist.
  public static Unreadable notFound(String resource, String name) {
    return new Unreadable(resource + " \"" + name + "\" not found");
  }

  /// All keys of a ConfigMap, of text and of bytes.
  public static Map<String, byte[]> contents(ConfigMap map) {
    var contents = new TreeMap<String, byte[]>();
    texts(map.getData()).forEach((key, text) -> contents.put(key, Texts.bytes(text)));
    texts(map.getBinaryData()).forEach((key, text) -> contents.put(key, Texts.decoded(text)));
    return contents;
  }

  public static Map<String, byte[]> contents(Secret secret) {
    var contents = new TreeMap<String, byte[]>();
    texts(secret.getData()).forEach((key, text) -> contents.put(key, Texts.decoded(text)));
    return contents;
  }

  private static Map<String, String> texts(@Nullable Map<String, String> data) {
    return data == null ? Map.of() : data;
  }

  private interface Reading<T> {
    @Nullable T get();
  }

  private static <T extends HasMetadata> Optional<T> read(Reading<T> reading) {
    try {
      return Optional.ofNullable(reading.get());
    } catch (KubernetesClientException e) {
      throw new Unreadable(e);
    }
  }
}
