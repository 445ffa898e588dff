/// IP addresses and ranges of them.
@NullMarked
package dev.timonier.machinery.network;

import org.jspecify.annotations.NullMarked;
