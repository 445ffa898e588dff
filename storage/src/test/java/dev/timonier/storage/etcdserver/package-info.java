/// Real etcd servers for tests. Read [EtcdProcess] first.
@NullMarked
package dev.timonier.storage.etcdserver;

import org.jspecify.annotations.NullMarked;
