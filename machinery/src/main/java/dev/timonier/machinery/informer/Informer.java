package dev.timonier.machinery.informer;

import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a store of a resource and tells handlers what changes in it. Shared by everyone who
/// follows the resource; the managed fields of objects, which nobody here reads, are dropped.
public final class Informer<T extends HasMetadata> implements Sink<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Informer.class);

  private final Store<T> store = new Store<>();
  private final List<Handler<? super T>> handlers = new CopyOnWriteArrayList<>();
  private final CountDownLatch synced = new CountDownLatch(1);

  public Store<T> store() {
    return store;
  }

  /// Tells the handler of every object from now on, of those that are known already at once.
  public synchronized void handle(Handler<? super T> handler) {
    store.list().forEach(handler::added);
    handlers.add(handler);
  }

  /// Everything that was there at the start has been told.
  public boolean synced() {
    return synced.getCount() == 0;
  }

  /// Waits until everything that was there at the start has been told.
  public void awaitSync() throws InterruptedException {
    synced.await();
  }

  @Override
  public synchronized void replaced(List<T> items) {
    var gone = new HashSet<>(store.names());
    for (var item : items) {
      gone.remove(NamespacedName.of(item));
      applied(item);
    }
    gone.forEach(this::forget);
    synced.countDown();
  }

  @Override
  public synchronized void applied(T item) {
    item.getMetadata().setManagedFields(null);
    store
        .put(item)
        .ifPresentOrElse(
            before -> update(before, item), () -> tell(handler -> handler.added(item)));
  }

  @Override
  public synchronized void deleted(T item) {
    store.remove(NamespacedName.of(item));
    tell(handler -> handler.deleted(item));
  }

  /// An object that was deleted and made again in a gap is another one.
  private void update(T before, T now) {
    if (Optional.ofNullable(before.getMetadata().getUid())
        .equals(Optional.ofNullable(now.getMetadata().getUid()))) {
      tell(handler -> handler.updated(before, now));
    } else {
      tell(handler -> handler.deleted(before));
      tell(handler -> handler.added(now));
    }
  }

  private void forget(NamespacedName name) {
    store.remove(name).ifPresent(last -> tell(handler -> handler.deleted(last)));
  }

  private void tell(Consumer<Handler<? super T>> news) {
    for (var handler : handlers) {
      try {
        news.accept(handler);
      } catch (RuntimeException e) {
        LOG.error("a handler failed", e);
      }
    }
  }
}
