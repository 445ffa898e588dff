/// The present objects of every resource and their recent history in memory; serves reads, lists
/// and watches. Read [WatchCache] first.
@NullMarked
package dev.timonier.server.watchcache;

import org.jspecify.annotations.NullMarked;
