package dev.timonier.storage.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Counts over many cycles.
final class Tally {
  private int cycles;
  private long acknowledged;
  private long reports;
  private final List<String> findings = new ArrayList<>();

  void add(Cycle cycle, List<String> found) {
    cycles++;
    acknowledged += cycle.acknowledged().size();
    reports += cycle.reports().size();
    findings.addAll(found);
  }

  /// Such as `30 cycles: 123456 acknowledged, 23456 reports of watchers, 0 lost, …`.
  String summary() {
    return "%d cycles: %d acknowledged, %d reports of watchers, %s"
        .formatted(
            cycles,
            acknowledged,
            reports - acknowledged,
            Stream.of("lost", "phantom", "gap", "half", "misled")
                .map(kind -> count(kind) + " " + kind)
                .collect(Collectors.joining(", ")));
  }

  private long count(String kind) {
    return findings.stream().filter(finding -> finding.startsWith(kind + ":")).count();
  }
}
