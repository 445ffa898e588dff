/// Who may know whom.
@NullMarked
package dev.timonier.architecture;

import org.jspecify.annotations.NullMarked;
