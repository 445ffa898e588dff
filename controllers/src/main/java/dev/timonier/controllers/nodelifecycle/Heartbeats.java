package dev.timonier.controllers.nodelifecycle;

import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Notes when something was last heard of each node, by this machine's clock: a renewed lease, or a
/// new status.
final class Heartbeats {
  private static final String LEASES = "kube-node-lease";

  private final ConcurrentHashMap<String, Long> heard = new ConcurrentHashMap<>();
  private final Time time;

  Heartbeats(Time time) {
    this.time = time;
  }

  /// For how long nothing was heard; a node that is asked for first has just been heard.
  Duration silence(String node) {
    var now = time.nanoTime();
    return Duration.ofNanos(now - heard.computeIfAbsent(node, _ -> now));
  }

  void forget(String node) {
    heard.remove(node);
  }

  private void note(String node) {
    heard.put(node, time.nanoTime());
  }

  Handler<Lease> ofLeases() {
    return new Handler<>() {
      @Override
      public void added(Lease now) {
        if (now.getMetadata().getNamespace().equals(LEASES)) {
          note(now.getMetadata().getName());
        }
      }

      @Override
      public void updated(Lease before, Lease now) {
        if (!Objects.equals(before.getSpec().getRenewTime(), now.getSpec().getRenewTime())) {
          added(now);
        }
      }

      @Override
      public void deleted(Lease last) {
        // Silence speaks for itself.
      }
    };
  }

  /// What this controller itself writes into the status is no sign of life.
  Handler<Node> ofNodes() {
    return new Handler<>() {
      @Override
      public void added(Node now) {
        note(now.getMetadata().getName());
      }

      @Override
      public void updated(Node before, Node now) {
        if (!Objects.equals(heartbeat(before), heartbeat(now))) {
          note(now.getMetadata().getName());
        }
      }

      @Override
      public void deleted(Node last) {
        forget(last.getMetadata().getName());
      }
    };
  }

  private static String heartbeat(Node node) {
    return NodeHealth.condition(node, NodeHealth.READY)
        .map(NodeCondition::getLastHeartbeatTime)
        .orElse("");
  }
}
