/// What is special about ResourceQuotas
/// (<https://kubernetes.io/docs/concepts/policy/resource-quotas/>).
@NullMarked
package dev.timonier.server.resource.core.quota;

import org.jspecify.annotations.NullMarked;
