package dev.timonier.scheduler;

import static java.util.stream.Collectors.toMap;

import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Informers;
import dev.timonier.machinery.recorder.ActionRecorder;
import dev.timonier.machinery.recorder.EventSeriesRecorder;
import dev.timonier.machinery.recorder.EventSource;
import dev.timonier.machinery.time.Time;
import dev.timonier.scheduler.config.Profile;
import dev.timonier.scheduler.config.SchedulerConfiguration;
import dev.timonier.scheduler.cycle.BindingCycle;
import dev.timonier.scheduler.cycle.ConcurrencyLimit;
import dev.timonier.scheduler.cycle.PodConditions;
import dev.timonier.scheduler.cycle.PodReports;
import dev.timonier.scheduler.cycle.SchedulingCycle;
import dev.timonier.scheduler.framework.ClusterEvent.StorageChanged;
import dev.timonier.scheduler.metrics.SchedulerMetrics;
import dev.timonier.scheduler.plugin.BuiltInPlugins;
import dev.timonier.scheduler.preemption.Eviction;
import dev.timonier.scheduler.preemption.Preemption;
import dev.timonier.scheduler.queue.PodBackoff;
import dev.timonier.scheduler.queue.QueueSizes;
import dev.timonier.scheduler.queue.SchedulingQueue;
import dev.timonier.scheduler.runtime.Frameworks;
import dev.timonier.scheduler.runtime.Parallelizer;
import dev.timonier.scheduler.runtime.PluginContext;
import dev.timonier.scheduler.runtime.PluginRegistry;
import dev.timonier.scheduler.runtime.SchedulingTools;
import dev.timonier.scheduler.runtime.WaitingPods;
import dev.timonier.scheduler.snapshot.ClusterState;
import dev.timonier.scheduler.snapshot.PodInfo;
import dev.timonier.scheduler.watch.NodeHandler;
import dev.timonier.scheduler.watch.PodHandler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Assigns pods to nodes through the Kubernetes API, as kube-scheduler does. One loop reads from
/// top to bottom: next pod, scheduling cycle, and beside it the binding cycle.
///
/// ```java
/// try (var scheduler = new Scheduler(client, SchedulerConfiguration.DEFAULT, new SystemTime("scheduler-timers"))) {
///   scheduler.start();
///   …
/// }
/// ```
///
/// The client belongs to the caller and is left open.
public final class Scheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
  private static final List<Class<? extends HasMetadata>> STORAGE =
      List.of(PersistentVolumeClaim.class, PersistentVolume.class, StorageClass.class);
  private static final int MOST_WAITING_EVENTS = 1000;
  private static final int MOST_BINDINGS_AT_ONCE = 64;
  private static final int CONDITION_WRITERS = 2;

  private final Background bindings = Background.threadPerTask("scheduler-binding-");
  private final Background preemptions = Background.threadPerTask("scheduler-preemption-");
  private final Background events = Background.oneAtATime("scheduler-events", MOST_WAITING_EVENTS);
  private final Background writers = Background.threadPerTask("scheduler-conditions-");
  private final WaitingPods waitingPods = new WaitingPods();
  private final Map<String, EventSeriesRecorder> recorders;
  private final PodConditions conditions;
  private final SchedulingQueue queue;
  private final SchedulingCycle cycle;
  private final Informers informers;
  private final Thread loop = Thread.ofPlatform().name("scheduler").unstarted(this::run);
  private volatile boolean ready;
  private volatile boolean inCycle;

  /// A scheduler with the plugins that come with it, on this machine, whose numbers nobody reads.
  ///
  /// @throws dev.timonier.scheduler.config.ConfigurationException when a profile cannot be used
  public Scheduler(KubernetesClient client, SchedulerConfiguration configuration, Time time) {
    this(
        client,
        configuration,
        BuiltInPlugins.registry(),
        SchedulerEnvironment.here(time, new CompositeMeterRegistry()));
  }

  /// @throws dev.timonier.scheduler.config.ConfigurationException when a profile cannot be used
  public Scheduler(
      KubernetesClient client,
      SchedulerConfiguration configuration,
      PluginRegistry registry,
      SchedulerEnvironment environment) {
    var time = environment.time();
    var random = environment.random();
    var cluster = new ClusterState();
    var tools = SchedulingTools.of(Parallelizer.sequential(), random);
    informers = new Informers(client, time);
    var context = new PluginContext(client, informers, time, random, waitingPods);
    var frameworks = new Frameworks(configuration, registry, context, tools);
    queue = new SchedulingQueue(frameworks, time, backoff(configuration));
    conditions = new PodConditions(client, time);
    recorders =
        configuration.profiles().stream()
            .map(Profile::schedulerName)
            .collect(
                toMap(
                    name -> name,
                    name ->
                        new EventSeriesRecorder(
                            client,
                            new EventSource(name, name + "-" + environment.host()),
                            time,
                            events)));
    var reports = new PodReports(queue, this::recorder, conditions, metrics(environment, cluster));
    var limit = new ConcurrencyLimit(MOST_BINDINGS_AT_ONCE);
    var binding = new BindingCycle(cluster, queue, reports, bindings, limit);
    var eviction = new Eviction(client, waitingPods, this::recorder, time);
    var preemption = new Preemption(cluster, queue, eviction, preemptions);
    cycle = new SchedulingCycle(cluster, queue, frameworks, binding, preemption, reports);
    informers.of(Node.class).handle(new NodeHandler(cluster, queue));
    for (var kind : STORAGE) {
      informers.of(kind).handle(Handler.of(o -> queue.happened(new StorageChanged(o))));
    }
    informers.of(Pod.class).handle(new PodHandler(cluster, queue, frameworks, waitingPods));
  }

  /// Starts the informers, and begins to schedule as soon as all nodes and pods that there are have
  /// been seen. Does not wait for that; an API server that is not there yet is waited for.
  public void start() {
    for (var i = 0; i < CONDITION_WRITERS; i++) {
      writers.execute(conditions::write);
    }
    informers.start();
    loop.start();
  }

  /// Whether the scheduler has seen all nodes and pods and schedules.
  public boolean ready() {
    return ready;
  }

  /// Whether nothing is left to do until something happens in the cluster or time passes: no pod is
  /// ready to be scheduled or being bound, and everything that is to be told was written.
  public boolean idle() {
    return ready
        && preemptions.idle() // asked twice, as it comes before the queue as well as after it
        && queue.idle()
        && !inCycle
        && bindings.idle()
        && preemptions.idle()
        && conditions.idle()
        && events.idle();
  }

  /// What the scheduler has seen of the cluster.
  Informers informers() {
    return informers;
  }

  /// How many pods wait, and where.
  public QueueSizes waiting() {
    return queue.sizes();
  }

  /// Stops scheduling. Bindings that are being written are finished if that does not take long.
  @Override
  public void close() {
    ready = false;
    loop.interrupt();
    informers.close();
    queue.close();
    waitingPods.all().forEach(pod -> pod.reject("", "the scheduler is being closed"));
    conditions.close();
    bindings.close();
    preemptions.close();
    writers.close();
    recorders.values().forEach(EventSeriesRecorder::close);
    events.close();
  }

  private void run() {
    try {
      informers.awaitSync();
      ready = true;
      for (var next = queue.pop(); next.isPresent(); next = queue.pop()) {
        inCycle = true;
        cycle.run(next.get());
        inCycle = false;
      }
    } catch (InterruptedException _) {
      LOG.debug("the scheduler was closed");
    }
  }

  private ActionRecorder recorder(PodInfo pod) {
    return Objects.requireNonNull(recorders.get(pod.schedulerName()));
  }

  private SchedulerMetrics metrics(SchedulerEnvironment environment, ClusterState cluster) {
    var metrics = new SchedulerMetrics(environment.meters(), environment.time());
    metrics.show(queue::sizes);
    metrics.showCache("nodes", cluster::nodeCount);
    metrics.showCache("pods", cluster::podCount);
    metrics.showCache("assumed_pods", cluster::assumedCount);
    return metrics;
  }

  private static PodBackoff backoff(SchedulerConfiguration configuration) {
    return new PodBackoff(configuration.podInitialBackoff(), configuration.podMaxBackoff());
  }
}
