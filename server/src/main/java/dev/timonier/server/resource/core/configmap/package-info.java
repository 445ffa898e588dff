/// What is special about ConfigMaps
/// (<https://kubernetes.io/docs/concepts/configuration/configmap/>).
@NullMarked
package dev.timonier.server.resource.core.configmap;

import org.jspecify.annotations.NullMarked;
