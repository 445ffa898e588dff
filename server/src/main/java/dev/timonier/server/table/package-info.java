/// The tables that `kubectl get` prints.
@NullMarked
package dev.timonier.server.table;

import org.jspecify.annotations.NullMarked;
