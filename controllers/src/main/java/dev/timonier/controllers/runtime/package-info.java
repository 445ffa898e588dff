/// What all controllers stand on: the reconcile loop, expectations, owner references, pod control.
@NullMarked
package dev.timonier.controllers.runtime;

import org.jspecify.annotations.NullMarked;
