package dev.timonier.controllers.garbagecollector;

import static java.util.stream.Collectors.toSet;

import dev.timonier.controllers.discovery.ServedResource;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Sink;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// Tells the graph of the objects of one resource: as the handler of an informer that follows the
/// resource anyway, or fed by a watch of its own through its [#sink()].
final class Monitor implements Handler<HasMetadata> {
  private final ServedResource resource;
  private final ResourceGraph graph;
  private final Consumer<List<Task>> tasks;
  private final Runnable changed;
  private final CountDownLatch synced = new CountDownLatch(1);

  /// @param tasks takes what has to be looked into
  /// @param changed is told of every change
  Monitor(
      ServedResource resource, ResourceGraph graph, Consumer<List<Task>> tasks, Runnable changed) {
    this.resource = resource;
    this.graph = graph;
    this.tasks = tasks;
    this.changed = changed;
  }

  Sink<PartialObjectMetadata> sink() {
    return new Feed();
  }

  /// Waits until everything that was there at the start is in the graph.
  void awaitSync() throws InterruptedException {
    synced.await();
  }

  /// Everything that was there was told, or is no longer waited for.
  void sync() {
    synced.countDown();
  }

  @Override
  public void added(HasMetadata now) {
    var kind = resource.kind();
    tasks.accept(graph.observed(Observed.of(kind.apiVersion(), kind.kind(), now.getMetadata())));
    changed.run();
  }

  @Override
  public void updated(HasMetadata before, HasMetadata now) {
    added(now);
  }

  @Override
  public void deleted(HasMetadata last) {
    tasks.accept(graph.deleted(last.getMetadata().getUid()));
    changed.run();
  }

  /// The resource is no longer served: so its objects are gone.
  void withdraw() {
    retain(Set.of());
  }

  private void retain(Set<String> uids) {
    var kind = resource.kind();
    tasks.accept(
        graph.retained(
            identity ->
                identity.apiVersion().equals(kind.apiVersion())
                    && identity.kind().equals(kind.kind()),
            uids));
  }

  private final class Feed implements Sink<PartialObjectMetadata> {
    @Override
    public void replaced(List<PartialObjectMetadata> items) {
      items.forEach(Monitor.this::added);
      retain(items.stream().map(item -> item.getMetadata().getUid()).collect(toSet()));
      sync();
    }

    @Override
    public void applied(PartialObjectMetadata item) {
      added(item);
    }

    @Override
    public void deleted(PartialObjectMetadata item) {
      Monitor.this.deleted(item);
    }
  }
}
