package dev.timonier.controllers.runtime;

import dev.timonier.machinery.informer.Index;
import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.informer.Informers;
import dev.timonier.machinery.queue.Backoff;
import dev.timonier.machinery.queue.WorkQueue;
import dev.timonier.machinery.recorder.ApiEventRecorder;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventSource;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a controller is made of: its client, the shared informers, the clock.
public final class ControllerContext {
  private final Function<String, KubernetesClient> clients;
  private final Informers informers;
  private final Time time;
  private final Executor events;
  private @Nullable Index<String, Pod> podsByNode; // touched at the start
  private final Map<Class<?>, Dependents<?>> dependents = new HashMap<>(); // touched at the start

  /// @param clients by the name of a controller's service account, as `deployment-controller`
  /// @param events writes events, one after the other
  public ControllerContext(
      Function<String, KubernetesClient> clients, Informers informers, Time time, Executor events) {
    this.clients = clients;
    this.informers = informers;
    this.time = time;
    this.events = events;
  }

  public KubernetesClient client(String account) {
    return clients.apply(account);
  }

  public Time time() {
    return time;
  }

  public Informers informers() {
    return informers;
  }

  public <T extends HasMetadata> Informer<T> informer(Class<T> type) {
    return informers.of(type);
  }

  @SuppressWarnings("unchecked")
  public <T extends HasMetadata> Dependents<T> dependents(Class<T> type) {
    return (Dependents<T>)
        dependents.computeIfAbsent(type, _ -> new Dependents<>(informer(type).store()));
  }

  /// Finds pods by the node that they are bound to.
  public Index<String, Pod> podsByNode() {
    if (podsByNode == null) {
      podsByNode =
          informer(Pod.class).store().index(pod -> Pods.node(pod).map(List::of).orElse(List.of()));
    }
    return podsByNode;
  }

  /// @param component as events name it
  public EventRecorder recorder(KubernetesClient client, String component) {
    return new ApiEventRecorder(client, EventSource.of(component), time, events);
  }

  public <K> WorkQueue<K> queue() {
    return new WorkQueue<>(time, Backoff.ofControllers());
  }
}
