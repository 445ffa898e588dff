/// Expressions in the Common Expression Language: their types and their faults, as Kubernetes tells
/// them (<https://kubernetes.io/docs/reference/using-api/cel/>). Read [CelEnvironment] first.
@NullMarked
package dev.timonier.machinery.cel;

import org.jspecify.annotations.NullMarked;
