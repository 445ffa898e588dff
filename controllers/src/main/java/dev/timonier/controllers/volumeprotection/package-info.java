/// Keeps claims and volumes that are deleted until nobody uses them any more.
@NullMarked
package dev.timonier.controllers.volumeprotection;

import org.jspecify.annotations.NullMarked;
