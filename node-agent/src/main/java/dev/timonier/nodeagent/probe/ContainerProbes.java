package dev.timonier.nodeagent.probe;

import dev.timonier.nodeagent.plan.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The probes of one running container. Liveness and readiness wait for the startup probe.
final class ContainerProbes {
  private final Map<ProbeKind, ProbeWorker> workers = new EnumMap<>(ProbeKind.class);
  private volatile boolean started; // the others of the startup probe

  ContainerProbes(Probed probed, ProbeWorker.Surroundings around) {
    var mine =
        new ProbeWorker.Surroundings(
            around.time(),
            around.executor(),
            around.runner(),
            around.events(),
            () -> changed(around.changed()));
    for (var kind : ProbeKind.values()) {
      kind.of(probed.container())
          .ifPresent(probe -> workers.put(kind, new ProbeWorker(kind, probe, probed, mine)));
    }
  }

  void start() {
    var startup = workers.get(ProbeKind.STARTUP);
    if (startup != null) {
      startup.start();
    } else {
      startOthers();
    }
  }

  private void changed(Runnable tell) {
    if (!started && verdict(ProbeKind.STARTUP).equals(Optional.of(Verdict.SUCCESS))) {
      startOthers();
    }
    tell.run();
  }

  private void startOthers() {
    started = true;
    workers.forEach(
        (kind, worker) -> {
          if (kind != ProbeKind.STARTUP) {
            worker.start();
          }
        });
  }

  Optional<Verdict> verdict(ProbeKind kind) {
    return Optional.ofNullable(workers.get(kind)).flatMap(ProbeWorker::verdict);
  }

  /// A pod that ends is still asked whether it is ready.
  void stopRestarting() {
    workers.forEach(
        (kind, worker) -> {
          if (kind != ProbeKind.READINESS) {
            worker.stop();
          }
        });
  }

  void stop() {
    workers.values().forEach(ProbeWorker::stop);
  }
}
