/// Tests of the store on disk.
@NullMarked
package dev.timonier.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
