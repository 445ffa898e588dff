package dev.timonier.controllers.resourcequota;

import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;

/// Asks for the quotas whose usage changes with the objects of a namespace.
record Affected(Store<ResourceQuota> quotas, WorkQueue<NamespacedName> queue, Recounts recounts) {
  /// @param namespace empty for all
  void more(String namespace) {
    quotas(namespace).forEach(quota -> queue.add(NamespacedName.of(quota)));
  }

  /// @param namespace where something has gone, or asks for less
  void less(String namespace) {
    for (var quota : quotas(namespace)) {
      recount(quota);
    }
  }

  private List<ResourceQuota> quotas(String namespace) {
    return namespace.isEmpty() ? quotas.list() : quotas.inNamespace(namespace);
  }

  private void recount(ResourceQuota quota) {
    recounts.ask(NamespacedName.of(quota));
    queue.add(NamespacedName.of(quota));
  }

  Handler<ResourceQuota> ofQuotas() {
    return new Handler<>() {
      @Override
      public void added(ResourceQuota now) {
        recount(now);
      }

      @Override
      public void updated(ResourceQuota before, ResourceQuota now) {
        if (!Objects.equals(before.getSpec(), now.getSpec())) {
          recounts.ask(NamespacedName.of(now));
        }
        queue.add(NamespacedName.of(now));
      }

      @Override
      public void deleted(ResourceQuota last) {
        queue.add(NamespacedName.of(last));
      }
    };
  }

  /// @param other whether an update may change what the object uses
  <T extends HasMetadata> Handler<T> ofObjects(BiPredicate<T, T> other) {
    return new Handler<>() {
      @Override
      public void added(T now) {
        more(namespace(now));
      }

      @Override
      public void updated(T before, T now) {
        if (other.test(before, now)) {
          less(namespace(now));
        }
      }

      @Override
      public void deleted(T last) {
        less(namespace(last));
      }
    };
  }

  private static String namespace(HasMetadata object) {
    return object.getMetadata().getNamespace();
  }
}
