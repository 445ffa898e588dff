package dev.timonier.controllers.volumeprotection;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Finalizer;
import dev.timonier.controllers.runtime.Finalizer.Use;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.VolumeAttributesClass;
import java.util.Optional;
import java.util.stream.Stream;

/// Keeps VolumeAttributesClasses that some volume or claim has or wants
/// (<https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/>).
public final class AttributesClassProtectionController implements Reconciler<NamespacedName> {
  private static final String NAME = "volumeattributesclass-protection-controller";

  private final Finalizer finalizer;
  private final Store<VolumeAttributesClass> classes;
  private final Store<PersistentVolumeClaim> claims;
  private final Store<PersistentVolume> volumes;

  private AttributesClassProtectionController(
      Finalizer finalizer,
      Store<VolumeAttributesClass> classes,
      Store<PersistentVolumeClaim> claims,
      Store<PersistentVolume> volumes) {
    this.finalizer = finalizer;
    this.classes = classes;
    this.claims = claims;
    this.volumes = volumes;
  }

  public static Controller create(ControllerContext context, int workers) {
    var classes = context.informer(VolumeAttributesClass.class);
    var claims = context.informer(PersistentVolumeClaim.class);
    var volumes = context.informer(PersistentVolume.class);
    var queue = context.<NamespacedName>queue();
    var finalizer = new Finalizer(context.client(NAME), "kubernetes.io/vac-protection");
    Runnable all =
        () ->
            classes.store().list().stream()
                .filter(Owners::terminates)
                .forEach(c -> queue.add(NamespacedName.of(c)));
    classes.handle(Handler.of(c -> queue.add(NamespacedName.of(c))));
    claims.handle(Handler.of(_ -> all.run()));
    volumes.handle(Handler.of(_ -> all.run()));
    var controller =
        new AttributesClassProtectionController(
            finalizer, classes.store(), claims.store(), volumes.store());
    return new ControlLoop<>(NAME, queue, controller, workers);
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    classes
        .get(key)
        .filter(finalizer::concerns)
        .ifPresent(type -> finalizer.settle(type, isUsed(key.name()) ? Use.USED : Use.UNUSED));
    return Outcome.DONE;
  }

  private boolean isUsed(String name) {
    return Stream.concat(
            claims.list().stream().flatMap(AttributesClassProtectionController::classes),
            volumes.list().stream().flatMap(AttributesClassProtectionController::classes))
        .anyMatch(name::equals);
  }

  private static Stream<String> classes(PersistentVolume volume) {
    return Stream.ofNullable(volume.getSpec().getVolumeAttributesClassName());
  }

  /// What a claim wants, what it has, and what it is on its way to.
  private static Stream<String> classes(PersistentVolumeClaim claim) {
    var status = Optional.ofNullable(claim.getStatus());
    return Stream.of(
            Optional.ofNullable(claim.getSpec().getVolumeAttributesClassName()),
            status.map(s -> s.getCurrentVolumeAttributesClassName()),
            status
                .map(s -> s.getModifyVolumeStatus())
                .map(modified -> modified.getTargetVolumeAttributesClassName()))
        .flatMap(Optional::stream);
  }
}
