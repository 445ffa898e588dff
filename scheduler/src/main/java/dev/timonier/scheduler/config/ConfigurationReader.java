package dev.timonier.scheduler.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.scheduler.framework.ExtensionPoint;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads KubeSchedulerConfiguration v1. A field that is not known is an error.
final class ConfigurationReader {
  private static final String API_VERSION = "kubescheduler.config.k8s.io/v1";
  private static final String KIND = "KubeSchedulerConfiguration";
  private static final ObjectMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /// What is not about scheduling belongs to the process that runs the scheduler, and is read past.
  private record V1(
      @Nullable String apiVersion,
      @Nullable String kind,
      @Nullable Integer parallelism,
      @Nullable Integer percentageOfNodesToScore,
      @Nullable Long podInitialBackoffSeconds,
      @Nullable Long podMaxBackoffSeconds,
      @Nullable List<V1Profile> profiles,
      @Nullable List<JsonNode> extenders,
      @Nullable JsonNode leaderElection,
      @Nullable JsonNode clientConnection,
      @Nullable JsonNode enableProfiling,
      @Nullable JsonNode enableContentionProfiling,
      @Nullable JsonNode delayCacheUntilActive) {}

  private record V1Profile(
      @Nullable String schedulerName,
      @Nullable Integer percentageOfNodesToScore,
      @Nullable Map<String, V1PluginSet> plugins,
      @Nullable List<V1PluginConfig> pluginConfig) {}

  private record V1PluginSet(@Nullable List<V1Plugin> enabled, @Nullable List<V1Plugin> disabled) {}

  private record V1Plugin(String name, int weight) {}

  private record V1PluginConfig(String name, JsonNode args) {}

  SchedulerConfiguration read(String text) {
    var v1 = parse(text);
    if (!API_VERSION.equals(v1.apiVersion()) || !KIND.equals(v1.kind())) {
      throw new ConfigurationException(
          "no kind \"%s\" is registered for version \"%s\""
              .formatted(
                  Objects.requireNonNullElse(v1.kind(), ""),
                  Objects.requireNonNullElse(v1.apiVersion(), "")));
    }
    if (!orNone(v1.extenders()).isEmpty()) {
      throw new ConfigurationException(
          List.of(FieldError.forbidden("extenders", "extenders are not supported yet")));
    }
    return configuration(v1);
  }

  private static V1 parse(String text) {
    try {
      var tree = new KubernetesSerialization().unmarshal(text, JsonNode.class);
      return STRICT.treeToValue(tree, V1.class);
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(e.getOriginalMessage(), e);
    } catch (KubernetesClientException e) {
      throw new ConfigurationException(String.valueOf(e.getMessage()), e);
    }
  }

  private static SchedulerConfiguration configuration(V1 v1) {
    var none = SchedulerConfiguration.DEFAULT;
    return new SchedulerConfiguration(
        Objects.requireNonNullElse(v1.parallelism(), none.parallelism()),
        Objects.requireNonNullElse(v1.percentageOfNodesToScore(), none.percentageOfNodesToScore()),
        seconds(v1.podInitialBackoffSeconds(), none.podInitialBackoff()),
        seconds(v1.podMaxBackoffSeconds(), none.podMaxBackoff()),
        v1.profiles() == null ? none.profiles() : profiles(v1.profiles()));
  }

  /// A single profile may go without a name.
  private static List<Profile> profiles(List<V1Profile> profiles) {
    var unnamed = profiles.size() == 1 ? Profile.DEFAULT_SCHEDULER : "";
    return profiles.stream().map(profile -> profile(profile, unnamed)).toList();
  }

  private static Profile profile(V1Profile profile, String unnamed) {
    var percentage = profile.percentageOfNodesToScore();
    return new Profile(
        Objects.requireNonNullElse(profile.schedulerName(), unnamed),
        percentage == null ? OptionalInt.empty() : OptionalInt.of(percentage),
        Plugins.DEFAULT.overriddenBy(plugins(profile.plugins())),
        args(orNone(profile.pluginConfig())));
  }

  private static Plugins plugins(@Nullable Map<String, V1PluginSet> sets) {
    var left = new HashMap<>(sets == null ? Map.<String, V1PluginSet>of() : sets);
    var multiPoint = set(left.remove("multiPoint"));
    var byPoint = new EnumMap<ExtensionPoint, PluginSet>(ExtensionPoint.class);
    for (var point : ExtensionPoint.values()) {
      byPoint.put(point, set(left.remove(point.field())));
    }
    if (!left.isEmpty()) {
      throw new ConfigurationException("unknown extension points " + left.keySet());
    }
    return new Plugins(multiPoint, byPoint);
  }

  private static PluginSet set(@Nullable V1PluginSet set) {
    return set == null
        ? PluginSet.EMPTY
        : new PluginSet(
            orNone(set.enabled()).stream()
                .map(plugin -> new EnabledPlugin(plugin.name(), plugin.weight()))
                .toList(),
            orNone(set.disabled()).stream().map(V1Plugin::name).toList());
  }

  private static Map<String, JsonNode> args(List<V1PluginConfig> configs) {
    var args = new HashMap<String, JsonNode>();
    for (var config : configs) {
      if (args.putIfAbsent(config.name(), config.args()) != null) {
        throw new ConfigurationException("repeated config for plugin " + config.name());
      }
    }
    return args;
  }

  private static Duration seconds(@Nullable Long seconds, Duration otherwise) {
    return seconds == null ? otherwise : Duration.ofSeconds(seconds);
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
