/// The machine that a process runs on.
@NullMarked
package dev.timonier.machinery.host;

import org.jspecify.annotations.NullMarked;
