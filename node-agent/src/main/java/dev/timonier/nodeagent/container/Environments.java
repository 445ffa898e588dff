package dev.timonier.nodeagent.container;

import dev.timonier.nodeagent.reference.ContainerResources;
import dev.timonier.nodeagent.reference.Expansion;
import dev.timonier.nodeagent.reference.PodFields;
import dev.timonier.nodeagent.reference.ReferencedObjects;
import dev.timonier.nodeagent.reference.Texts;
import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Computes the environment of containers: what `envFrom` brings, then `env` in order, where later
/// ones may refer to earlier ones, and the variables of services where the name is free.
final class Environments {
  private final ReferencedObjects objects;

  Environments(ReferencedObjects objects) {
    this.objects = objects;
  }

  /// What variables may be taken from besides the API's objects.
  record Surroundings(PodFields fields, Optional<Node> node, Map<String, String> services) {}

  /// @throws StartFailure when something that is referred to is missing
  Map<String, String> of(ContainerRequest request, Surroundings around) {
    try {
      var variables = new LinkedHashMap<String, String>();
      var spec = request.container().spec();
      spec.getEnvFrom().forEach(source -> addAll(variables, request.pod(), source));
      var known = new LinkedHashMap<>(around.services());
      for (var variable : spec.getEnv()) {
        value(request, around, variable, known)
            .ifPresent(
                value -> {
                  known.put(variable.getName(), value);
                  variables.put(variable.getName(), value);
                });
      }
      around.services().forEach(variables::putIfAbsent);
      return variables;
    } catch (ReferencedObjects.Unreadable e) {
      throw StartFailure.config(e.text());
    }
  }

  private void addAll(Map<String, String> variables, Pod pod, EnvFromSource source) {
    var prefix = Texts.orEmpty(source.getPrefix());
    contents(pod.getMetadata().getNamespace(), source)
        .forEach(
            (key, bytes) -> {
              if (isName(prefix + key)) {
                variables.put(prefix + key, Texts.text(bytes));
              }
            });
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '=');
  }

  private Map<String, byte[]> contents(String namespace, EnvFromSource source) {
    var map = source.getConfigMapRef();
    if (map != null) {
      var found = objects.configMap(namespace, map.getName());
      return found
          .map(ReferencedObjects::contents)
          .orElseGet(() -> none("configmap", map.getName(), map.getOptional()));
    }
    var secret = source.getSecretRef();
    return secret == null
        ? Map.of()
        : objects
            .secret(namespace, secret.getName())
            .map(ReferencedObjects::contents)
            .orElseGet(() -> none("secret", secret.getName(), secret.getOptional()));
  }

  private static Map<String, byte[]> none(
      String resource, String name, @Nullable Boolean optional) {
    if (Boolean.TRUE.equals(optional)) {
      return Map.of();
    }
    throw ReferencedObjects.notFound(resource, name);
  }

  private Optional<String> value(
      ContainerRequest request, Surroundings around, EnvVar variable, Map<String, String> known) {
    var source = variable.getValueFrom();
    return source == null
        ? Optional.of(Expansion.expand(Texts.orEmpty(variable.getValue()), known))
        : from(request, around, source);
  }

  private Optional<String> from(
      ContainerRequest request, Surroundings around, EnvVarSource source) {
    if (source.getFieldRef() != null) {
      return Optional.of(field(around, source.getFieldRef().getFieldPath()));
    }
    if (source.getResourceFieldRef() != null) {
      return Optional.of(resource(request, around, source));
    }
    var namespace = request.pod().getMetadata().getNamespace();
    if (source.getConfigMapKeyRef() != null) {
      return ofConfigMap(namespace, source.getConfigMapKeyRef());
    }
    return source.getSecretKeyRef() == null
        ? Optional.empty()
        : ofSecret(namespace, source.getSecretKeyRef());
  }

  private static String field(Surroundings around, String path) {
    return around
        .fields()
        .value(path)
        .orElseThrow(() -> StartFailure.config("unsupported fieldPath: " + path));
  }

  private static String resource(
      ContainerRequest request, Surroundings around, EnvVarSource source) {
    var selector = source.getResourceFieldRef();
    var container =
        selector.getContainerName() == null || selector.getContainerName().isEmpty()
            ? request.container()
            : PodContainer.find(request.pod(), selector.getContainerName())
                .orElseThrow(
                    () ->
                        StartFailure.config(
                            "container " + selector.getContainerName() + " not found"));
    return new ContainerResources(container.spec(), around.node())
        .value(selector)
        .orElseThrow(
            () ->
                StartFailure.config("unsupported container resource : " + selector.getResource()));
  }

  private Optional<String> ofConfigMap(String namespace, ConfigMapKeySelector selector) {
    var found = objects.configMap(namespace, selector.getName());
    if (found.isEmpty()) {
      none("configmap", selector.getName(), selector.getOptional());
    }
    var value =
        found
            .map(ReferencedObjects::contents)
            .flatMap(contents -> Optional.ofNullable(contents.get(selector.getKey())));
    if (value.isEmpty() && !Boolean.TRUE.equals(selector.getOptional())) {
      throw missingKey("ConfigMap", namespace + "/" + selector.getName(), selector.getKey());
    }
    return value.map(Texts::text);
  }

  private Optional<String> ofSecret(String namespace, SecretKeySelector selector) {
    var found = objects.secret(namespace, selector.getName());
    if (found.isEmpty()) {
      none("secret", selector.getName(), selector.getOptional());
    }
    var value =
        found
            .map(ReferencedObjects::contents)
            .flatMap(contents -> Optional.ofNullable(contents.get(selector.getKey())));
    if (value.isEmpty() && !Boolean.TRUE.equals(selector.getOptional())) {
      throw missingKey("Secret", namespace + "/" + selector.getName(), selector.getKey());
    }
    return value.map(Texts::text);
  }

  private static StartFailure missingKey(String kind, String object, String key) {
    return StartFailure.config("couldn't find key " + key + " in " + kind + " " + object);
  }
}
