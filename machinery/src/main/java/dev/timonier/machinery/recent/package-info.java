/// Memory of what was made lately.
@NullMarked
package dev.timonier.machinery.recent;

import org.jspecify.annotations.NullMarked;
