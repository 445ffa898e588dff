package dev.timonier.controllers.endpointslicemirroring;

import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;

/// Has Endpoints mirrored again whose slices somebody changed, or took away by changing labels.
record SliceHandler(WorkQueue<NamespacedName> queue) implements Handler<EndpointSlice> {
  @Override
  public void added(EndpointSlice now) {
    EndpointSliceMirroringController.mirrored(now).forEach(queue::add);
  }

  @Override
  public void updated(EndpointSlice before, EndpointSlice now) {
    added(before);
    added(now);
  }

  @Override
  public void deleted(EndpointSlice last) {
    added(last);
  }
}
