package dev.timonier.scheduler.preemption;

import dev.timonier.scheduler.queue.SchedulingQueue;
import dev.timonier.scheduler.snapshot.ClusterState;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out preemptions beside the scheduling thread. The pod that room is made for is held in
/// the queue until all victims were asked to go; the end of the last one releases it later.
public final class Preemption {
  private static final Logger LOG = LoggerFactory.getLogger(Preemption.class);

  private final ClusterState cluster;
  private final SchedulingQueue queue;
  private final Eviction eviction;
  private final Executor executor;

  /// @param executor runs one task for each preemption
  public Preemption(
      ClusterState cluster, SchedulingQueue queue, Eviction eviction, Executor executor) {
    this.cluster = cluster;
    this.queue = queue;
    this.eviction = eviction;
    this.executor = executor;
  }

  /// Begins to evict the victims. The preemptor, which is held, is let go in any case.
  public void start(PodInfo preemptor, String nodeName, List<PodInfo> victims) {
    try {
      executor.execute(() -> run(preemptor, nodeName, victims));
    } catch (RejectedExecutionException _) {
      queue.letGo(preemptor.uid());
    }
  }

  private void run(PodInfo preemptor, String nodeName, List<PodInfo> victims) {
    try {
      withdrawLesser(preemptor, nodeName);
      victims.stream()
          .filter(victim -> !victim.isTerminating())
          .forEach(victim -> eviction.evict(victim, preemptor, nodeName));
      queue.letGo(preemptor.uid());
    } catch (KubernetesClientException e) {
      LOG.warn("pod {} cannot preempt on node {} and is tried again", preemptor, nodeName, e);
      queue.retryLater(preemptor.uid());
    }
  }

  /// Less important pods that were to get onto the node may no longer fit there: the sooner they
  /// look for another one, the better.
  private void withdrawLesser(PodInfo preemptor, String nodeName) {
    for (var other : cluster.nominatedTo(nodeName)) {
      if (other.priority() < preemptor.priority()) {
        cluster.withdraw(other.uid());
        eviction.withdrawNomination(other);
        queue.activate(other.uid());
      }
    }
  }
}
