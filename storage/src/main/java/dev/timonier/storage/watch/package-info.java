/// Tells watchers of commits. Read [WatchHub] first.
@NullMarked
package dev.timonier.storage.watch;

import org.jspecify.annotations.NullMarked;
