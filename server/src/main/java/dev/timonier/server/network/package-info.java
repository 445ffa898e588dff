/// IP addresses and ranges of them, as fields of objects name them.
@NullMarked
package dev.timonier.server.network;

import org.jspecify.annotations.NullMarked;
