/// Empties namespaces that are being deleted, then lets them go.
@NullMarked
package dev.timonier.controllers.namespace;

import org.jspecify.annotations.NullMarked;
