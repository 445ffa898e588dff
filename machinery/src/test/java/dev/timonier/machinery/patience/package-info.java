/// How long tests wait, here and in the modules that use this one's fixtures.
@NullMarked
package dev.timonier.machinery.patience;

import org.jspecify.annotations.NullMarked;
