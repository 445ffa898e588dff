package dev.timonier.nodeagent.volume;

import dev.timonier.nodeagent.pod.Nodes;
import dev.timonier.nodeagent.reference.ContainerResources;
import dev.timonier.nodeagent.reference.PodFields;
import dev.timonier.nodeagent.reference.ReferencedObjects;
import dev.timonier.nodeagent.reference.Texts;
import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Computes the files of volumes that show what the API has: ConfigMaps, Secrets, fields of the
/// pod, tokens, and several of them in one directory.
final class Projections {
  private final ReferencedObjects objects;
  private final ServiceAccountTokens tokens;
  private final Nodes nodes;

  Projections(ReferencedObjects objects, ServiceAccountTokens tokens, Nodes nodes) {
    this.objects = objects;
    this.tokens = tokens;
    this.nodes = nodes;
  }

  /// What of an object is shown.
  ///
  /// @param name the object's
  /// @param items the keys to show, all when there are none
  /// @param mode of files without one of their own
  record Selection(String name, List<KeyToPath> items, int mode, @Nullable Boolean optional) {
    private boolean isOptional() {
      return Boolean.TRUE.equals(optional);
    }
  }

  Map<String, Payload> configMap(Pod pod, Selection selection) {
    var found = objects.configMap(pod.getMetadata().getNamespace(), selection.name());
    if (found.isEmpty() && !selection.isOptional()) {
      throw ReferencedObjects.notFound("configmap", selection.name());
    }
    var contents = found.map(ReferencedObjects::contents).orElse(Map.of());
    return files(contents, selection, "references non-existent config key: ");
  }

  Map<String, Payload> secret(Pod pod, Selection selection) {
    var found = objects.secret(pod.getMetadata().getNamespace(), selection.name());
    if (found.isEmpty() && !selection.isOptional()) {
      throw ReferencedObjects.notFound("secret", selection.name());
    }
    var contents = found.map(ReferencedObjects::contents).orElse(Map.of());
    return files(contents, selection, "references non-existent secret key: ");
  }

  private static Map<String, Payload> files(
      Map<String, byte[]> contents, Selection selection, String complaint) {
    var files = new TreeMap<String, Payload>();
    if (selection.items().isEmpty()) {
      contents.forEach((key, bytes) -> files.put(key, new Payload(bytes, selection.mode())));
    }
    for (var item : selection.items()) {
      var bytes = contents.get(item.getKey());
      if (bytes != null) {
        var mode = Objects.requireNonNullElse(item.getMode(), selection.mode());
        files.put(item.getPath(), new Payload(bytes, mode));
      } else if (!selection.isOptional()) {
        throw new VolumeFailure(complaint + item.getKey());
      }
    }
    return files;
  }

  Map<String, Payload> downward(Pod pod, List<DownwardAPIVolumeFile> items, int mode) {
    var files = new TreeMap<String, Payload>();
    for (var item : items) {
      var own = Objects.requireNonNullElse(item.getMode(), mode);
      files.put(item.getPath(), new Payload(Texts.bytes(value(pod, item)), own));
    }
    return files;
  }

  private String value(Pod pod, DownwardAPIVolumeFile item) {
    if (item.getFieldRef() != null) {
      var path = item.getFieldRef().getFieldPath();
      return fields(pod)
          .value(path)
          .orElseThrow(() -> new VolumeFailure("unsupported fieldPath: " + path));
    }
    var selector = item.getResourceFieldRef();
    var node = nodes.node(Texts.orEmpty(pod.getSpec().getNodeName()));
    return PodContainer.find(pod, selector.getContainerName())
        .flatMap(container -> new ContainerResources(container.spec(), node).value(selector))
        .orElseThrow(
            () -> new VolumeFailure("unsupported container resource : " + selector.getResource()));
  }

  private PodFields fields(Pod pod) {
    var known =
        pod.getStatus() == null
            ? List.<String>of()
            : pod.getStatus().getPodIPs().stream().map(PodIP::getIp).toList();
    return new PodFields(pod, nodes.addresses(Texts.orEmpty(pod.getSpec().getNodeName())), known);
  }

  /// All of a projected volume's sources; later ones win.
  Map<String, Payload> projected(Pod pod, List<VolumeProjection> sources, int mode) {
    var files = new TreeMap<String, Payload>();
    sources.forEach(source -> files.putAll(projected(pod, source, mode)));
    return files;
  }

  private Map<String, Payload> projected(Pod pod, VolumeProjection source, int mode) {
    if (source.getConfigMap() != null) {
      var map = source.getConfigMap();
      return configMap(pod, new Selection(map.getName(), map.getItems(), mode, map.getOptional()));
    }
    if (source.getSecret() != null) {
      var secret = source.getSecret();
      return secret(
          pod, new Selection(secret.getName(), secret.getItems(), mode, secret.getOptional()));
    }
    if (source.getDownwardAPI() != null) {
      return downward(pod, source.getDownwardAPI().getItems(), mode);
    }
    if (source.getServiceAccountToken() != null) {
      return token(pod, source.getServiceAccountToken(), mode);
    }
    throw new VolumeFailure("the node does not know this source of a projected volume");
  }

  /// A token that only some user or group needs is shown to nobody else.
  private Map<String, Payload> token(Pod pod, ServiceAccountTokenProjection source, int mode) {
    var text = tokens.token(pod, source);
    var own = Ownership.of(pod).isGiven() ? 0600 : mode;
    return Map.of(source.getPath(), new Payload(Texts.bytes(text), own));
  }
}
