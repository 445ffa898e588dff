/// Which resources the API server serves.
@NullMarked
package dev.timonier.controllers.discovery;

import org.jspecify.annotations.NullMarked;
