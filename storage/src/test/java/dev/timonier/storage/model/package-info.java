/// Random sequences of operations, the same on the memory store, which is the model, and on the
/// others: every result must be equal.
@NullMarked
package dev.timonier.storage.model;

import org.jspecify.annotations.NullMarked;
