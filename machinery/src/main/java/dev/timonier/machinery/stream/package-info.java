/// Blocking streams over connections that push what arrives; for threads that read as if they were
/// alone.
@NullMarked
package dev.timonier.machinery.stream;

import org.jspecify.annotations.NullMarked;
