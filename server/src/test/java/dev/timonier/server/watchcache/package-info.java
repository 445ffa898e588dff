/// Tests of the objects that the server keeps in memory.
@NullMarked
package dev.timonier.server.watchcache;

import org.jspecify.annotations.NullMarked;
