package dev.timonier.scheduler.plugin.noderesourcesfit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.scheduler.config.ConfigurationException;
import dev.timonier.scheduler.config.PluginArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What NodeResourcesFit is told.
///
/// @param ignoredResources extended resources that are not checked
/// @param ignoredResourceGroups prefixes of extended resources that are not checked, as in
///   `example.com`
public record NodeResourcesFitArgs(
    Set<String> ignoredResources, Set<String> ignoredResourceGroups, ScoringStrategy scoring) {
  private static final List<ResourceSpec> CPU_AND_MEMORY =
      List.of(new ResourceSpec("cpu", 1), new ResourceSpec("memory", 1));

  private record V1(
      @Nullable List<String> ignoredResources,
      @Nullable List<String> ignoredResourceGroups,
      @Nullable V1Strategy scoringStrategy) {}

  private record V1Strategy(
      @Nullable String type,
      @Nullable List<ResourceSpec> resources,
      @Nullable V1Ratio requestedToCapacityRatio) {}

  private record V1Ratio(@Nullable List<ShapePoint> shape) {}

  /// @throws ConfigurationException when something is wrong
  public static NodeResourcesFitArgs read(JsonNode args) {
    var v1 = PluginArgs.read(NodeResourcesFit.NAME, args, V1.class);
    return new NodeResourcesFitArgs(
        Set.copyOf(orNone(v1.ignoredResources())),
        Set.copyOf(orNone(v1.ignoredResourceGroups())),
        strategy(v1.scoringStrategy()));
  }

  private static ScoringStrategy strategy(@Nullable V1Strategy strategy) {
    if (strategy == null) {
      return new LeastAllocated(CPU_AND_MEMORY);
    }
    var given = orNone(strategy.resources());
    var resources = given.isEmpty() ? CPU_AND_MEMORY : given;
    checkWeights(resources);
    return switch (String.valueOf(strategy.type())) {
      case "LeastAllocated" -> new LeastAllocated(resources);
      case "MostAllocated" -> new MostAllocated(resources);
      case "RequestedToCapacityRatio" ->
          new RequestedToCapacityRatio(resources, shape(strategy.requestedToCapacityRatio()));
      default -> throw notSupported(String.valueOf(strategy.type()));
    };
  }

  private static void checkWeights(List<ResourceSpec> resources) {
    var errors = new ArrayList<FieldError>();
    for (var i = 0; i < resources.size(); i++) {
      var weight = resources.get(i).weight();
      if (weight < 1 || weight > 100) {
        errors.add(
            FieldError.invalid(
                "scoringStrategy.resources[" + i + "].weight",
                Integer.toString(weight),
                "resource weight of " + resources.get(i).name() + " not in valid range [1, 100]"));
      }
    }
    ConfigurationException.throwIfAny(errors);
  }

  private static List<ShapePoint> shape(@Nullable V1Ratio ratio) {
    var shape = ratio == null ? List.<ShapePoint>of() : orNone(ratio.shape());
    ConfigurationException.throwIfAny(ShapeCheck.errors(shape));
    return shape;
  }

  private static ConfigurationException notSupported(String type) {
    return new ConfigurationException(
        List.of(
            FieldError.notSupported(
                "scoringStrategy.type",
                FieldError.quote(type),
                List.of("LeastAllocated", "MostAllocated", "RequestedToCapacityRatio"))));
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
