/// Tests of the store in etcd, with real etcd processes.
@NullMarked
package dev.timonier.storage.etcd;

import org.jspecify.annotations.NullMarked;
