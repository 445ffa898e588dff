/// JSON patch, merge patch and strategic merge patch as pure functions.
@NullMarked
package dev.timonier.machinery.patch;

import org.jspecify.annotations.NullMarked;
