/// Evicts pods that do not tolerate the NoExecute taints of their node.
@NullMarked
package dev.timonier.controllers.tainteviction;

import org.jspecify.annotations.NullMarked;
