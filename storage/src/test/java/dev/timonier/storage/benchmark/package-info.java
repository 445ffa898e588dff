/// Measures the store beside a genuine etcd, on the same disk and in the same run.
@NullMarked
package dev.timonier.storage.benchmark;

import org.jspecify.annotations.NullMarked;
