/// Tests of blocking streams.
@NullMarked
package dev.timonier.machinery.stream;

import org.jspecify.annotations.NullMarked;
