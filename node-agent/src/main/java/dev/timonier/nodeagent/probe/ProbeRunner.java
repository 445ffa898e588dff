package dev.timonier.nodeagent.probe;

import dev.timonier.machinery.time.Time;
import dev.timonier.machinery.time.TimeLimit;
import dev.timonier.nodeagent.action.Commands;
import dev.timonier.nodeagent.action.HttpCalls;
import dev.timonier.nodeagent.action.Outcome;
import dev.timonier.nodeagent.action.Targets;
import dev.timonier.nodeagent.action.TcpConnections;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/// Runs a probe once.
final class ProbeRunner {
  private final Commands commands;
  private final HttpCalls calls;
  private final Time time;

  ProbeRunner(Commands commands, HttpCalls calls, Time time) {
    this.commands = commands;
    this.calls = calls;
    this.time = time;
  }

  Outcome run(Probed probed, Probe probe) throws InterruptedException {
    var timeout = Duration.ofSeconds(Objects.requireNonNullElse(probe.getTimeoutSeconds(), 1));
    try {
      return TimeLimit.call(time, limit(timeout, probe), () -> within(timeout, probed, probe));
    } catch (TimeoutException _) {
      return new Outcome.Failed(late(probe, timeout));
    } catch (IllegalArgumentException e) {
      return new Outcome.Unknown(String.valueOf(e.getMessage()));
    }
  }

  /// Sockets know their own limit; this one is for those that give little by little.
  private static Duration limit(Duration timeout, Probe probe) {
    return probe.getExec() == null ? timeout.multipliedBy(2) : timeout;
  }

  private Outcome within(Duration timeout, Probed probed, Probe probe) throws InterruptedException {
    if (probe.getExec() != null) {
      return commands.run(probed.id(), probe.getExec().getCommand());
    }
    if (probe.getHttpGet() != null) {
      var call = Targets.http(probe.getHttpGet(), probed.container(), probed.address());
      return calls.get(call, timeout);
    }
    if (probe.getTcpSocket() != null) {
      var socket = probe.getTcpSocket();
      return TcpConnections.open(
          Targets.host(socket, probed.address()),
          Targets.port(socket.getPort(), probed.container()),
          timeout);
    }
    return new Outcome.Unknown("missing probe handler for " + probed.container().name());
  }

  private static String late(Probe probe, Duration timeout) {
    return probe.getExec() == null
        ? "context deadline exceeded"
        : "command timed out: \"%s\" timed out after %ds"
            .formatted(String.join(" ", probe.getExec().getCommand()), timeout.toSeconds());
  }
}
