/// Keeps a store on disk, in RocksDB. Read [Layout] for what is where, [RocksDbStore] for the rest.
@NullMarked
package dev.timonier.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
