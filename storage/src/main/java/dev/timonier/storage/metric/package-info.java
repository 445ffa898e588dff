/// What stores measure, under the names that etcd has for it. Read [StoreMeters] first.
@NullMarked
package dev.timonier.storage.metric;

import org.jspecify.annotations.NullMarked;
