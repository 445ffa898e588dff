/// What is special about Namespaces
/// (<https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/>).
@NullMarked
package dev.timonier.server.resource.core.namespace;

import org.jspecify.annotations.NullMarked;
