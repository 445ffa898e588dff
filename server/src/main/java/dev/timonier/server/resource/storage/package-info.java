/// What is special about the kinds of the group storage.k8s.io
/// (<https://kubernetes.io/docs/concepts/storage/>).
@NullMarked
package dev.timonier.server.resource.storage;

import org.jspecify.annotations.NullMarked;
