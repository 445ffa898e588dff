/// What is special about PersistentVolumes and PersistentVolumeClaims
/// (<https://kubernetes.io/docs/concepts/storage/persistent-volumes/>).
@NullMarked
package dev.timonier.server.resource.core.volume;

import org.jspecify.annotations.NullMarked;
