package dev.timonier.scheduler;

import static org.awaitility.Awaitility.await;

import dev.timonier.machinery.fake.FakeApi;
import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.scheduler.config.SchedulerConfiguration;
import dev.timonier.scheduler.plugin.BuiltInPlugins;
import dev.timonier.scheduler.runtime.PluginRegistry;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A scheduler on a fake API server, under a clock that stands still.
///
/// ```java
/// try (var cluster = new Cluster()) {
///   cluster.create(node("a").build());
///   cluster.start();
///   cluster.create(pod("web").build());
///   assertThat(cluster.nodeOf("web")).isEqualTo("a");
/// }
/// ```
final class Cluster implements AutoCloseable {
  private final VirtualTime time = new VirtualTime();
  private final FakeApi api = new FakeApi(time);
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Scheduler scheduler;

  Cluster() {
    this(SchedulerConfiguration.DEFAULT, BuiltInPlugins.registry());
  }

  Cluster(SchedulerConfiguration configuration, PluginRegistry registry) {
    scheduler =
        new Scheduler(
            api.client(),
            configuration,
            registry,
            new SchedulerEnvironment(time, new Random(1), "host-1", meters));
  }

  FakeApi api() {
    return api;
  }

  KubernetesClient client() {
    return api.client();
  }

  MeterRegistry meters() {
    return meters;
  }

  VirtualTime time() {
    return time;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Cluster start() {
    scheduler.start();
    settle();
    return this;
  }

  <T extends HasMetadata> T create(T object) {
    var created = api.create(object);
    settleIfStarted();
    return created;
  }

  /// Changes the present version of an object.
  <T extends HasMetadata> void edit(T object, UnaryOperator<T> change) {
    client().resource(change.apply(client().resource(object).get())).update();
    settleIfStarted();
  }

  <T extends HasMetadata> void delete(T object) {
    client().resource(object).withGracePeriod(0).delete();
    settleIfStarted();
  }

  void pass(Duration duration) {
    time.advance(duration);
    settle();
  }

  /// Waits until the scheduler has seen everything and has nothing to do.
  void settle() {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(this::settled);
  }

  private void settleIfStarted() {
    if (scheduler.ready()) {
      settle();
    }
  }

  private boolean settled() {
    var revision = Long.toString(api.revision());
    return scheduler.ready()
        && scheduler.informers().revisions().equals(Set.of(revision))
        && scheduler.idle()
        && revision.equals(Long.toString(api.revision()))
        && scheduler.idle(); // a failed binding gives its pod back to the queue
  }

  /// The names of all pods.
  List<String> pods() {
    return client().pods().inNamespace("default").list().getItems().stream()
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  Pod pod(String name) {
    return Objects.requireNonNull(
        client().pods().inNamespace("default").withName(name).get(), name);
  }

  Node node(String name) {
    return Objects.requireNonNull(client().nodes().withName(name).get(), name);
  }

  /// The node of a pod; empty while it has none.
  String nodeOf(String pod) {
    return Objects.requireNonNullElse(pod(pod).getSpec().getNodeName(), "");
  }

  Optional<PodCondition> condition(String pod) {
    return pod(pod).getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("PodScheduled"))
        .findFirst();
  }

  /// All events, the oldest first.
  List<Event> events() {
    return client().v1().events().inAnyNamespace().list().getItems().stream()
        .sorted(
            Comparator.comparingLong(
                (Event event) -> Long.parseLong(event.getMetadata().getResourceVersion())))
        .toList();
  }

  /// The reasons and notes of all events, as `Scheduled Successfully assigned …`.
  List<String> notes() {
    return events().stream().map(event -> event.getReason() + " " + event.getMessage()).toList();
  }

  @Override
  public void close() {
    scheduler.close();
  }
}
