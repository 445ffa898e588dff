/// The store in an etcd cluster, for clusters of several machines.
@NullMarked
package dev.timonier.storage.etcd;

import org.jspecify.annotations.NullMarked;
