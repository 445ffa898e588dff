package dev.timonier.controllers.garbagecollector;

import dev.timonier.controllers.discovery.Discovery;
import dev.timonier.controllers.discovery.ServedResource;
import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.MetadataClient;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.After;
import dev.timonier.machinery.informer.ListWatch;
import dev.timonier.machinery.informer.Reflector;
import dev.timonier.machinery.queue.WorkQueue;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Watches the metadata of everything that can be deleted, keeps a graph of who owns whom, and has
/// what is no longer owned reviewed.
///
/// Resources that an informer follows already are not watched again. The list of resources is read
/// again when a CustomResourceDefinition or an APIService changes, and now and then besides.
public final class GarbageCollector implements Controller {
  private static final String ACCOUNT = "generic-garbage-collector";
  private static final Duration RESYNC = Duration.ofMinutes(5);
  private static final Duration SERVED_AFTER = Duration.ofSeconds(1);
  private static final Duration LONGEST_SYNC = Duration.ofSeconds(30);
  private static final String RESOURCES = "resources";
  private static final String RESOURCES_AGAIN = "resources again";
  private static final Set<String> IGNORED = Set.of("events");
  private static final Set<String> DEFINE_RESOURCES =
      Set.of("CustomResourceDefinition", "APIService");

  private final ControllerContext context;
  private final Discovery discovery;
  private final MetadataClient reader;
  private final Kinds kinds = new Kinds();
  private final ResourceGraph graph = new ResourceGraph();
  private final WorkQueue<Task> tasks;
  private final WorkQueue<String> resyncs;
  private final ControlLoop<Task> reviews;
  private final ControlLoop<String> resyncing;

  /// What is followed; touched by the one worker that resyncs, and at the end.
  private final Map<ServedResource, Followed> monitors = new HashMap<>();

  private volatile boolean reviewing; // set by the one worker that resyncs

  private record Followed(Monitor monitor, Runnable stop) {}

  private GarbageCollector(ControllerContext context, int workers) {
    this.context = context;
    var client = context.client(ACCOUNT);
    this.discovery = new Discovery(client);
    this.reader = new MetadataClient(client);
    this.tasks = context.queue();
    this.resyncs = context.queue();
    var reviewer = new Reviewer(graph, kinds, reader, this::enqueue);
    this.reviews = new ControlLoop<>("garbage-collector", tasks, reviewer, workers);
    this.resyncing = new ControlLoop<>("garbage-collector-sync", resyncs, _ -> resync(), 1);
  }

  public static Controller create(ControllerContext context, int workers) {
    return new GarbageCollector(context, workers);
  }

  @Override
  public void start() {
    resyncing.start();
    resyncs.add(RESOURCES);
  }

  @Override
  public boolean idle() {
    return resyncing.idle() && tasks.idle();
  }

  @Override
  public void close() {
    resyncing.close();
    reviews.close();
    synchronized (monitors) {
      monitors.values().forEach(followed -> followed.stop().run());
      monitors.clear();
    }
  }

  private void enqueue(List<Task> more) {
    more.forEach(tasks::add);
  }

  /// Follows what is served now, and nothing else.
  private Outcome resync() throws InterruptedException {
    var found = discovery.find();
    kinds.replace(found.resources());
    var wanted = new HashSet<ServedResource>();
    found.resources().stream().filter(GarbageCollector::isCollected).forEach(wanted::add);
    synchronized (monitors) {
      if (found.failures().isEmpty()) {
        dropAllBut(wanted);
      }
      wanted.forEach(resource -> monitors.computeIfAbsent(resource, this::follow));
    }
    awaitSync();
    return new After(found.failures().isEmpty() ? RESYNC : SERVED_AFTER.multipliedBy(10));
  }

  private static boolean isCollected(ServedResource resource) {
    return resource.allows("delete", "list", "watch") && !IGNORED.contains(resource.plural());
  }

  private void dropAllBut(Set<ServedResource> wanted) {
    var gone = monitors.keySet().stream().filter(resource -> !wanted.contains(resource)).toList();
    for (var resource : gone) {
      var followed = monitors.remove(resource);
      if (followed != null) {
        followed.stop().run();
        followed.monitor().withdraw();
      }
    }
  }

  private Followed follow(ServedResource resource) {
    var monitor = new Monitor(resource, graph, this::enqueue, whenChanged(resource));
    var apiVersion = resource.kind().apiVersion();
    var shared = context.informers().find(apiVersion, resource.plural());
    if (shared.isPresent()) {
      shared.get().handle(monitor);
      monitor.sync();
      return new Followed(monitor, () -> {});
    }
    var source = ListWatch.ofMetadata(reader.client(), apiVersion, resource.plural());
    var reflector = new Reflector<>(source, monitor.sink(), context.time());
    reflector.start();
    return new Followed(monitor, reflector::close);
  }

  /// What defines resources changed: they are served shortly after, or a little later.
  private Runnable whenChanged(ServedResource resource) {
    return DEFINE_RESOURCES.contains(resource.kind().kind()) ? this::resyncSoon : () -> {};
  }

  private void resyncSoon() {
    if (reviewing) {
      resyncs.addAfter(RESOURCES, SERVED_AFTER);
      resyncs.addAfter(RESOURCES_AGAIN, SERVED_AFTER.multipliedBy(10));
    }
  }

  /// No task is looked into before the graph is complete: nothing would go wrong, but each owner
  /// that was not seen yet would have to be asked for.
  private void awaitSync() throws InterruptedException {
    var followed = List.copyOf(monitors.values());
    var patience =
        context.time().after(LONGEST_SYNC, () -> followed.forEach(f -> f.monitor().sync()));
    try {
      for (var one : followed) {
        one.monitor().awaitSync();
      }
    } finally {
      patience.cancel();
    }
    if (!reviewing) {
      reviewing = true;
      reviews.start();
    }
  }
}
