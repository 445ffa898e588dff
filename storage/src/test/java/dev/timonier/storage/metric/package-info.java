/// Tests of what stores tell of themselves.
@NullMarked
package dev.timonier.storage.metric;

import org.jspecify.annotations.NullMarked;
