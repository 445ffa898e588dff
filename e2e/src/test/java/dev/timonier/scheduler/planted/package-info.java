/// What the rules of the house must refuse.
@NullMarked
package dev.timonier.scheduler.planted;

import org.jspecify.annotations.NullMarked;
