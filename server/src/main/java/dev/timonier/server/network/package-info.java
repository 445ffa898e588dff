/// What fields of objects may name as addresses and ranges of them, and what is warned of.
@NullMarked
package dev.timonier.server.network;

import org.jspecify.annotations.NullMarked;
