package dev.timonier.nodeagent.pod;

import dev.timonier.machinery.queue.Backoff;
import dev.timonier.machinery.queue.WorkQueue;
import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.pod.PodContext.Presence;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import dev.timonier.nodeagent.spec.RuntimeLabels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works on the pods of a node, or of several. News of a pod, from the API, the runtime, a probe or
/// a timer, ask for a turn of it; one turn of a pod runs at a time, those of different pods run at
/// once. A turn looks at everything anew, so that no news can be missed.
///
/// ```java
/// var workers = new PodWorkers(services);
/// workers.adopt();              // what the runtime has from before
/// workers.update(pod);          // from the watch, as often as it changes
/// workers.remove(pod);          // when the API no longer has it
/// workers.begin();              // when the watch has told of all pods
/// ```
public final class PodWorkers implements PodContainers, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PodWorkers.class);

  private final PodServices services;
  private final Neighbours neighbours = new Neighbours();
  private final PodTurn turn;
  private final WorkQueue<String> queue;
  private final ConcurrentMap<String, PodContext> pods = new ConcurrentHashMap<>();
  private final ConcurrentMap<SandboxId, String> owners = new ConcurrentHashMap<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final ContainerRuntime.Subscription subscription;

  public PodWorkers(PodServices services) {
    this.services = services;
    this.queue =
        new WorkQueue<>(
            services.time(), new Backoff<>(Duration.ofMillis(100), Duration.ofSeconds(30)));
    this.turn = new PodTurn(services, neighbours);
    this.subscription =
        services
            .runtime()
            .subscribe(
                event -> Optional.ofNullable(owners.get(event.sandbox())).ifPresent(this::wake));
  }

  /// Takes over what an agent before this one left running.
  public void adopt() {
    var runtime = services.runtime();
    runtime.sandboxes().stream().filter(s -> !s.pod().uid().isEmpty()).forEach(this::adopt);
    runtime.containers().forEach(this::adopt);
  }

  /// Begins to work. The API's pods must be known by then: what was adopted and is none of them is
  /// ended.
  public void begin() {
    pods.values().stream()
        .filter(context -> context.presence() == Presence.ORPHAN)
        .forEach(PodContext::wake);
    services.executor().execute(this::dispatch);
  }

  /// A pod was bound here, or has changed.
  public void update(Pod pod) {
    var uid = pod.getMetadata().getUid();
    pods.computeIfAbsent(uid, _ -> context(pod)).update(pod);
    services.writer().reconcile(pod);
    wake(uid);
  }

  /// The API no longer has a pod.
  public void remove(Pod pod) {
    var context = pods.get(pod.getMetadata().getUid());
    if (context != null) {
      context.removed(pod);
      context.wake();
    }
  }

  /// Asks for a turn of a pod.
  public void wake(String uid) {
    queue.add(uid);
  }

  /// Stops every pod here, whatever the API says, within a grace period at most.
  public void stopAll(Duration grace) {
    pods.values()
        .forEach(
            context -> {
              context.stopWithin(grace);
              context.wake();
            });
  }

  @Override
  public List<Pod> pods() {
    return pods.values().stream().map(PodContext::pod).toList();
  }

  @Override
  public Optional<Pod> pod(String namespace, String name) {
    return pods().stream()
        .filter(pod -> pod.getMetadata().getName().equals(name))
        .filter(pod -> pod.getMetadata().getNamespace().equals(namespace))
        .findFirst();
  }

  @Override
  public Optional<SandboxStatus> sandbox(String uid) {
    return observation(uid).newestSandbox();
  }

  @Override
  public List<ContainerStatus> containers(String uid, String name) {
    return observation(uid).all(name);
  }

  private PodObservation observation(String uid) {
    return Optional.ofNullable(pods.get(uid))
        .map(context -> context.inventory().observe())
        .orElse(PodObservation.NOTHING);
  }

  /// Whether any container of a pod runs.
  public boolean isAnyRunning() {
    return pods.values().stream().anyMatch(c -> !c.inventory().observe().running().isEmpty());
  }

  /// Whether nothing is under way; pods may wait for a moment or for news.
  public boolean isIdle() {
    return queue.idle()
        && underWay.get() == 0
        && services.images().isIdle()
        && pods.values().stream().allMatch(PodWorkers::isQuiet)
        && pods.keySet().stream().allMatch(services.writer()::isSettled);
  }

  /// Stops working; the containers go on.
  @Override
  public void close() {
    subscription.close();
    queue.close();
  }

  private static boolean isQuiet(PodContext context) {
    return context.kills().isEmpty() && context.starting().isEmpty();
  }

  private PodContext context(Pod pod) {
    var uid = pod.getMetadata().getUid();
    var context = new PodContext(pod, services.runtime(), services.time(), () -> wake(uid));
    neighbours.add(context);
    return context;
  }

  private void dispatch() {
    try {
      for (var uid = queue.take(); uid.isPresent(); uid = queue.take()) {
        var taken = uid.get();
        services.executor().execute(() -> work(taken));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(String uid) {
    underWay.incrementAndGet();
    try {
      Optional.ofNullable(pods.get(uid)).ifPresent(this::work);
      queue.forget(uid);
    } catch (RuntimeException e) {
      LOG.error("work on pod {} failed, trying again", uid, e);
      queue.addRateLimited(uid);
    } finally {
      queue.done(uid);
      underWay.decrementAndGet();
    }
  }

  private void work(PodContext context) {
    turn.run(context, new QueueTurn(context.uid()));
    if (context.stage() == Stage.FINISHED) {
      forget(context);
    } else {
      queue.addAfter(context.uid(), services.resync());
    }
  }

  private void forget(PodContext context) {
    pods.remove(context.uid(), context);
    neighbours.remove(context);
    owners.values().removeIf(context.uid()::equals);
    services.writer().forget(context.uid());
    services.probes().forget(context.uid());
    services.images().forget(context.uid());
  }

  private void adopt(SandboxStatus sandbox) {
    var identity = sandbox.pod();
    var orphan =
        new PodBuilder()
            .withNewMetadata()
            .withUid(identity.uid())
            .withName(identity.name())
            .withNamespace(identity.namespace())
            .endMetadata()
            .withNewSpec()
            .withNodeName(services.nodes().defaultName())
            .withTerminationGracePeriodSeconds(1L)
            .endSpec()
            .build();
    var context = pods.computeIfAbsent(identity.uid(), _ -> orphan(orphan));
    context.inventory().add(sandbox.id());
    owners.put(sandbox.id(), identity.uid());
  }

  private PodContext orphan(Pod pod) {
    var context = context(pod);
    context.orphaned();
    context.admit(PodContext.Admittance.ADMITTED);
    return context;
  }

  private void adopt(ContainerStatus container) {
    var uid = container.labels().get(RuntimeLabels.POD_UID);
    var context = uid == null ? null : pods.get(uid);
    if (context != null) {
      context.inventory().add(container.id());
    }
  }

  /// A turn's wishes, as keys of the queue.
  private final class QueueTurn implements Turn {
    private final String uid;

    private QueueTurn(String uid) {
      this.uid = uid;
    }

    @Override
    public void again() {
      queue.add(uid);
    }

    @Override
    public void after(Duration delay) {
      queue.addAfter(uid, delay);
    }

    @Override
    public void own(SandboxId sandbox) {
      owners.put(sandbox, uid);
    }
  }
}
