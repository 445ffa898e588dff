package dev.timonier.nodeagent.probe;

import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.Optional;

/// What a probe is for.
enum ProbeKind {
  STARTUP("Startup"),
  LIVENESS("Liveness"),
  READINESS("Readiness");

  private final String word;

  ProbeKind(String word) {
    this.word = word;
  }

  /// As events say it.
  String word() {
    return word;
  }

  Optional<Probe> of(PodContainer container) {
    var spec = container.spec();
    return Optional.ofNullable(
        switch (this) {
          case STARTUP -> spec.getStartupProbe();
          case LIVENESS -> spec.getLivenessProbe();
          case READINESS -> spec.getReadinessProbe();
        });
  }
}
