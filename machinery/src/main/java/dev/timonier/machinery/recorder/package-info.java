/// Records Events, aggregating repeated ones.
@NullMarked
package dev.timonier.machinery.recorder;

import org.jspecify.annotations.NullMarked;
