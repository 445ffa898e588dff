/// What is special about LimitRanges (<https://kubernetes.io/docs/concepts/policy/limit-range/>).
@NullMarked
package dev.timonier.server.resource.core.limitrange;

import org.jspecify.annotations.NullMarked;
