/// Deletes Jobs some time after they have finished, where they ask for it.
@NullMarked
package dev.timonier.controllers.ttlafterfinished;

import org.jspecify.annotations.NullMarked;
