/// How long tests wait, here and in the modules that use this one's fixtures.
@NullMarked
package dev.timonier.storage.patience;

import org.jspecify.annotations.NullMarked;
