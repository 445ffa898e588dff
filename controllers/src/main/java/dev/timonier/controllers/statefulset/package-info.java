/// Keeps the pods of StatefulSets, each with its own name and claims, in their order.
@NullMarked
package dev.timonier.controllers.statefulset;

import org.jspecify.annotations.NullMarked;
