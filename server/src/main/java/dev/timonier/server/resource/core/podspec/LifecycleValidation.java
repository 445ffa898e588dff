package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds what is wrong with the hooks and probes of a container
/// (<https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/>).
final class LifecycleValidation {
  private static final List<String> WINDOWS_SIGNALS = List.of("SIGKILL", "SIGTERM");
  private static final Collection<String> LINUX_SIGNALS = linuxSignals();

  private final PodContext pod;

  LifecycleValidation(PodContext pod) {
    this.pod = pod;
  }

  void validate(Subject container) {
    var lifecycle = container.at("lifecycle");
    if (lifecycle.isPresent()) {
      hook(lifecycle.at("postStart"));
      hook(lifecycle.at("preStop"));
      stopSignal(lifecycle.at("stopSignal"));
    }
    var probes = new ProbeValidation(pod);
    probes.liveness(container.at("livenessProbe"));
    probes.readiness(container.at("readinessProbe"));
    probes.startup(container.at("startupProbe"));
  }

  private void hook(Subject hook) {
    if (hook.isPresent()) {
      new HandlerValidation(pod).ofHook(hook);
    }
  }

  private void stopSignal(Subject signal) {
    if (!signal.isPresent()) {
      return;
    }
    if (!pod.saysOperatingSystem()) {
      signal.forbidden("may not be set for containers with empty `spec.os.name`");
    }
    switch (pod.operatingSystem()) {
      case "windows" -> signal.oneOf(WINDOWS_SIGNALS);
      case "linux" -> signal.oneOf(LINUX_SIGNALS);
      default -> {}
    }
  }

  private static Collection<String> linuxSignals() {
    var signals =
        new TreeSet<>(
            List.of(
                ("SIGABRT SIGALRM SIGBUS SIGCHLD SIGCLD SIGCONT SIGFPE SIGHUP SIGILL SIGINT SIGIO"
                        + " SIGIOT SIGKILL SIGPIPE SIGPOLL SIGPROF SIGPWR SIGQUIT SIGSEGV SIGSTKFLT"
                        + " SIGSTOP SIGSYS SIGTERM SIGTRAP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGUSR1"
                        + " SIGUSR2 SIGVTALRM SIGWINCH SIGXCPU SIGXFSZ SIGRTMIN SIGRTMAX")
                    .split(" ")));
    Stream.concat(
            IntStream.rangeClosed(1, 15).mapToObj(i -> "SIGRTMIN+" + i),
            IntStream.rangeClosed(1, 14).mapToObj(i -> "SIGRTMAX-" + i))
        .forEach(signals::add);
    return signals;
  }
}
