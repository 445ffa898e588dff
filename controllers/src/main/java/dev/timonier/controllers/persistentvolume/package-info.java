/// Binds PersistentVolumeClaims to PersistentVolumes
/// (<https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding>). Read
/// [VolumeBinderController] first.
@NullMarked
package dev.timonier.controllers.persistentvolume;

import org.jspecify.annotations.NullMarked;
