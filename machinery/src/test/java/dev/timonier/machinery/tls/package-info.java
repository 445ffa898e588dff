@NullMarked
package dev.timonier.machinery.tls;

import org.jspecify.annotations.NullMarked;
