package dev.timonier.controllers.service;

import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;

/// Which services to look at when a pod changes: those that select it, or did before.
public record PodHandler(Store<Service> services, WorkQueue<NamespacedName> queue)
    implements Handler<Pod> {
  @Override
  public void added(Pod now) {
    ask(now);
  }

  @Override
  public void updated(Pod before, Pod now) {
    if (Services.differ(before, now)) {
      ask(before);
      ask(now);
    }
  }

  @Override
  public void deleted(Pod last) {
    ask(last);
  }

  private void ask(Pod pod) {
    services.inNamespace(pod.getMetadata().getNamespace()).stream()
        .filter(service -> Services.selects(service, pod))
        .map(NamespacedName::of)
        .forEach(queue::add);
  }
}
