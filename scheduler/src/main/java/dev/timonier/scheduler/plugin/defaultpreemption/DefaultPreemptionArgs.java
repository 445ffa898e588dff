package dev.timonier.scheduler.plugin.defaultpreemption;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.scheduler.config.ConfigurationException;
import dev.timonier.scheduler.config.PluginArgs;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What DefaultPreemption is told: among how many candidates, at least, the best one is chosen.
///
/// @param minCandidateNodesPercentage of the nodes where others could go
/// @param minCandidateNodesAbsolute a number of nodes
public record DefaultPreemptionArgs(
    int minCandidateNodesPercentage, int minCandidateNodesAbsolute) {
  private static final int PERCENTAGE = 10;
  private static final int ABSOLUTE = 100;

  public static final DefaultPreemptionArgs DEFAULT =
      new DefaultPreemptionArgs(PERCENTAGE, ABSOLUTE);

  private record V1(
      @Nullable Integer minCandidateNodesPercentage, @Nullable Integer minCandidateNodesAbsolute) {}

  /// @throws ConfigurationException when something is wrong
  public static DefaultPreemptionArgs read(JsonNode args) {
    var v1 = PluginArgs.read(DefaultPreemption.NAME, args, V1.class);
    var read =
        new DefaultPreemptionArgs(
            Objects.requireNonNullElse(v1.minCandidateNodesPercentage(), PERCENTAGE),
            Objects.requireNonNullElse(v1.minCandidateNodesAbsolute(), ABSOLUTE));
    read.check();
    return read;
  }

  private void check() {
    var errors = new ArrayList<FieldError>();
    if (minCandidateNodesPercentage < 0 || minCandidateNodesPercentage > 100) {
      errors.add(percentage("not in valid range [0, 100]"));
    }
    if (minCandidateNodesAbsolute < 0) {
      errors.add(absolute("not in valid range [0, inf)"));
    }
    if (minCandidateNodesPercentage == 0 && minCandidateNodesAbsolute == 0) {
      errors.add(percentage("cannot be zero at the same time as minCandidateNodesAbsolute"));
      errors.add(absolute("cannot be zero at the same time as minCandidateNodesPercentage"));
    }
    ConfigurationException.throwIfAny(errors);
  }

  private FieldError percentage(String detail) {
    return FieldError.invalid(
        "minCandidateNodesPercentage", String.valueOf(minCandidateNodesPercentage), detail);
  }

  private FieldError absolute(String detail) {
    return FieldError.invalid(
        "minCandidateNodesAbsolute", String.valueOf(minCandidateNodesAbsolute), detail);
  }

  /// How many candidates are enough.
  int enough(int nodes) {
    var share = nodes * minCandidateNodesPercentage / 100;
    return Math.min(nodes, Math.max(share, minCandidateNodesAbsolute));
  }
}
