package dev.timonier.nodeagent.runtime;

import java.util.OptionalLong;

/// Limits in the words of CRI; empty means none.
///
/// @param cpuShares relative weight, 2 to 262144
/// @param cpuQuotaMicros CPU time per period
/// @param cpuPeriodMicros length of a period
/// @param memoryLimitBytes above it the kernel kills
/// @param oomScoreAdjust -1000 to 1000
/// @param pidsLimit how many processes and threads at most
public record LinuxResources(
    OptionalLong cpuShares,
    OptionalLong cpuQuotaMicros,
    OptionalLong cpuPeriodMicros,
    OptionalLong memoryLimitBytes,
    OptionalLong oomScoreAdjust,
    OptionalLong pidsLimit) {
  public static final LinuxResources UNLIMITED =
      new LinuxResources(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());
}
