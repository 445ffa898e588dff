package dev.timonier.machinery.informer;

import static java.util.stream.Collectors.toSet;

import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The informers of a process: each kind is watched once, however many follow it.
///
/// ```java
/// var pods = informers.of(Pod.class);
/// pods.handle(Handler.of(pod -> queue.add(NamespacedName.of(pod))));
/// informers.start();
/// ```
public final class Informers implements AutoCloseable {
  private final KubernetesClient client;
  private final Time time;
  private final Map<Class<? extends HasMetadata>, Informer<?>> informers =
      new LinkedHashMap<>(); // guarded by this
  private final Map<Selection, Informer<?>> partial = new LinkedHashMap<>(); // guarded by this
  private final List<Reflector<?>> waiting = new ArrayList<>(); // guarded by this
  private final List<Reflector<?>> running = new ArrayList<>(); // guarded by this

  /// Some objects of a kind.
  private record Selection(Class<? extends HasMetadata> type, String fields) {}

  public Informers(KubernetesClient client, Time time) {
    this.client = client;
    this.time = time;
  }

  /// The informer of a kind; made at the first call, running from the next [#start()] on.
  @SuppressWarnings("unchecked")
  public synchronized <T extends HasMetadata> Informer<T> of(Class<T> type) {
    return (Informer<T>) informers.computeIfAbsent(type, _ -> create(ListWatch.of(client, type)));
  }

  /// The informer of some objects of a kind: the others are not even sent.
  ///
  /// @param fields a field selector, as in [ListWatch#selecting(String)]
  @SuppressWarnings("unchecked")
  public synchronized <T extends HasMetadata> Informer<T> selecting(Class<T> type, String fields) {
    return (Informer<T>)
        partial.computeIfAbsent(
            new Selection(type, fields), _ -> create(ListWatch.of(client, type).selecting(fields)));
  }

  /// The informer of a kind if anyone follows it.
  @SuppressWarnings("unchecked")
  public synchronized <T extends HasMetadata> Optional<Informer<T>> find(Class<T> type) {
    return Optional.ofNullable((Informer<T>) informers.get(type));
  }

  /// The informer of a resource if anyone follows it in this version.
  public synchronized Optional<Informer<?>> find(String apiVersion, String plural) {
    return informers.entrySet().stream()
        .filter(e -> is(e.getKey(), apiVersion, plural))
        .findFirst()
        .map(Map.Entry::getValue);
  }

  private static boolean is(Class<? extends HasMetadata> type, String apiVersion, String plural) {
    return HasMetadata.getApiVersion(type).equals(apiVersion)
        && HasMetadata.getPlural(type).equals(plural);
  }

  /// Starts the informers that do not run yet.
  public synchronized void start() {
    waiting.forEach(Reflector::start);
    running.addAll(waiting);
    waiting.clear();
  }

  /// Waits until all informers have seen what was there at the start.
  public void awaitSync() throws InterruptedException {
    for (var informer : all()) {
      informer.awaitSync();
    }
  }

  private synchronized List<Informer<?>> all() {
    var all = new ArrayList<Informer<?>>(informers.values());
    all.addAll(partial.values());
    return all;
  }

  /// All informers have seen what was there at the start.
  public synchronized boolean synced() {
    return all().stream().allMatch(Informer::synced);
  }

  /// The revisions up to which the informers know everything.
  public synchronized Set<String> revisions() {
    return running.stream().map(Reflector::revision).collect(toSet());
  }

  @Override
  public synchronized void close() {
    running.forEach(Reflector::close);
    running.clear();
  }

  private <T extends HasMetadata> Informer<T> create(ListWatch<T> source) {
    var informer = new Informer<T>();
    waiting.add(new Reflector<>(source, informer, time));
    return informer;
  }
}
