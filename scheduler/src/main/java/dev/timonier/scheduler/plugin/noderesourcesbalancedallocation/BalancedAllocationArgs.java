package dev.timonier.scheduler.plugin.noderesourcesbalancedallocation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.scheduler.config.ConfigurationException;
import dev.timonier.scheduler.config.PluginArgs;
import dev.timonier.scheduler.plugin.noderesourcesfit.ResourceSpec;
import dev.timonier.scheduler.snapshot.Resources;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What NodeResourcesBalancedAllocation is told.
///
/// @param resources the names of those that should be used evenly
public record BalancedAllocationArgs(List<String> resources) {
  private record V1(@Nullable List<ResourceSpec> resources) {}

  /// @throws ConfigurationException when something is wrong
  public static BalancedAllocationArgs read(JsonNode args) {
    var v1 = PluginArgs.read(NodeResourcesBalancedAllocation.NAME, args, V1.class);
    var given = v1.resources() == null ? List.<ResourceSpec>of() : v1.resources();
    ConfigurationException.throwIfAny(errors(given));
    return new BalancedAllocationArgs(
        given.isEmpty()
            ? List.of(Resources.CPU, Resources.MEMORY)
            : given.stream().map(ResourceSpec::name).toList());
  }

  private static List<FieldError> errors(List<ResourceSpec> resources) {
    var errors = new ArrayList<FieldError>();
    for (var i = 0; i < resources.size(); i++) {
      if (resources.get(i).weight() != 1) {
        errors.add(
            FieldError.invalid(
                "resources[" + i + "].weight",
                Integer.toString(resources.get(i).weight()),
                "must be 1"));
      }
    }
    return errors;
  }
}
