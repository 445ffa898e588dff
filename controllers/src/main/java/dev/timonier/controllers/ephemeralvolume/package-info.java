/// Makes the claims of volumes that live as long as their pod.
@NullMarked
package dev.timonier.controllers.ephemeralvolume;

import org.jspecify.annotations.NullMarked;
